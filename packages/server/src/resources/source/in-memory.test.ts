import assert from 'node:assert/strict'
import { test } from 'node:test'
import { TimedOut } from '@pail/failures'
import { parseQuery, parseSort, type ReadableFields } from '@pail/query-language'
import { MOST_HELD, pageOf } from './in-memory.ts'

const fields: ReadableFields<number> = { number: { type: 'number', read: number => number } }
const NONE = { query: null, sort: null }

const numbers = (last: number) => async (limit: number, after: string | undefined) => {
  const first = after === undefined ? 0 : Number(after)
  const values = Array.from({ length: Math.min(limit, last - first) }, (_, at) => first + at)
  return { values, ...(first + limit < last && { next: String(first + limit) }) }
}

test('a list that is too long is neither filtered nor sorted', async () => {
  const page = { page: 1, pagelen: 10 }
  const filter = { query: null, sort: parseSort('-number') }
  await assert.rejects(pageOf(numbers(MOST_HELD * 2), fields, { filter, page }), TimedOut)
  assert.equal((await pageOf(numbers(MOST_HELD * 2), fields, { filter: NONE, page })).values.length, 10)
})

test('all pages together hold what was chosen, in order', async () => {
  const filter = { query: parseQuery('number > 11990'), sort: parseSort('-number') }
  const first = await pageOf(numbers(12_000), fields, { filter, page: { page: 1, pagelen: 5 } })
  assert.deepEqual(first.values, [11_999, 11_998, 11_997, 11_996, 11_995])
  const second = await pageOf(numbers(12_000), fields, { filter, page: { page: 1, pagelen: 5, token: first.next! } })
  assert.deepEqual(second, { pagelen: 5, values: [11_994, 11_993, 11_992, 11_991] })
})
