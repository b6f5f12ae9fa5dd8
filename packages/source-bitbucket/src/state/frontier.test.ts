import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Frontier, type Mark } from './frontier.ts'
import { instant } from './instant.ts'

const now = Date.parse('2026-06-01T12:00:00Z')
const start = instant('2020-01-01T00:00:00Z')!
const at = (time: string) => instant(`2026-06-01T${time}Z`)!
const frontier = (mark?: Mark) => new Frontier(mark, { start, now })

test('what is older than the start, or than the mark, is not wanted', () => {
  assert.equal(frontier().admits('1', instant('2019-12-31T23:59:59Z')), false)
  assert.equal(frontier({ cursor: '2026-06-01T10:00:00Z' }).admits('1', at('09:59:59')), false)
})

test('what was read is not wanted again, and is once it has changed', () => {
  const first = frontier()
  assert.equal(first.admits('1', at('10:00:00')), true)
  const second = frontier(first.mark())
  assert.equal(second.admits('1', at('10:00:00')), false)
  assert.equal(second.admits('2', at('10:00:00')), true)
  assert.equal(second.admits('1', at('10:00:01')), true)
})

test('what has no date is always wanted, and moves nothing', () => {
  const one = frontier({ cursor: '2026-06-01T10:00:00Z' })
  assert.equal(one.admits('1', undefined), true)
  assert.deepEqual(one.mark(), { cursor: '2026-06-01T10:00:00Z' })
})

test('the mark stays out of the last minutes, where an older change may still come', () => {
  const first = frontier()
  first.admits('1', at('11:00:00'))
  first.admits('2', at('11:59:00'))
  const mark = first.mark()
  assert.equal(mark.cursor, '2026-06-01T11:55:00Z')
  const second = frontier(mark)
  assert.equal(second.admits('2', at('11:59:00')), false)
  assert.equal(second.admits('3', at('11:58:00')), true)
})

test('a date in the future does not hide what comes before it', () => {
  const first = frontier()
  first.admits('1', instant('2031-01-01T00:00:00Z'))
  const second = frontier(first.mark())
  assert.equal(second.admits('1', instant('2031-01-01T00:00:00Z')), false)
  assert.equal(second.admits('2', at('11:59:59')), true)
})

test('so many recent changes that they would not fit onto a page move the mark, and nothing comes twice or is lost', () => {
  const first = frontier()
  const second = (index: number) => at(`11:58:${String(Math.floor(index / 10)).padStart(2, '0')}.${index % 10}`)
  for (let index = 0; index < 400; index++) first.admits(String(index), second(index))
  const mark = first.mark()
  assert.equal(Object.keys(mark.seen ?? {}).length, 40)
  const next = frontier(mark)
  for (let index = 0; index < 400; index++) assert.equal(next.admits(String(index), second(index)), false)
  assert.equal(next.admits('new', at('11:58:39.95')), true)
})

test('the order in which changes are met is of no account', () => {
  const times = ['09:00:00', '11:30:00', '10:00:00', '11:30:00']
  const mark = (order: readonly string[]) => {
    const one = frontier()
    for (const time of order) one.admits(time, at(time))
    return one.mark()
  }
  assert.deepEqual(mark(times), mark(times.toSorted()))
  assert.deepEqual(mark(times), { cursor: '2026-06-01T11:30:00Z', seen: { '11:30:00': '2026-06-01T11:30:00Z' } })
})
