import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Line } from './line.ts'

test('who comes when nothing is free waits, and those who are urgent go first', async () => {
  const line = new Line(['x', 'y', 'z'])
  for (const _ of 'xyz') await line.take()
  const waiting = [line.take(), line.take(), line.take(undefined, true)]
  for (const thing of ['soonest', 'next', 'last']) line.give(thing)
  assert.deepEqual(await Promise.all(waiting), ['next', 'last', 'soonest'])
})

test('whoever does not want to wait any longer leaves the line, and takes nothing', async () => {
  const line = new Line(['thread'])
  await line.take()
  const tired = new AbortController()
  const leaving = line.take(tired.signal)
  tired.abort(new Error('tired'))
  await assert.rejects(leaving, /tired/)
  await assert.rejects(line.take(tired.signal), /tired/)
  line.give('thread')
  assert.deepEqual(line.takeAll(), ['thread'])
})

test('when it closes everybody is sent away', async () => {
  const line = new Line<string>([])
  const waiting = line.take()
  line.close(new Error('closed'))
  await assert.rejects(waiting, /closed/)
  await assert.rejects(line.take(), /closed/)
  assert.deepEqual(line.takeAll(), [])
})
