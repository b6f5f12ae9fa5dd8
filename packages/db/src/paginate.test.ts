import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { Invalid } from '@pail/failures'
import { type Database, paginate, paginateAfter } from './index.ts'
import { add, book, type Library, library } from './testing/library.ts'
import { testDatabase } from './testing.ts'

let database: Database<Library>
before(async () => {
  database = await testDatabase<Library>(library)
  await add(
    database.writer,
    book(1, 'a'),
    book(2, 'b'),
    book(3, 'c', { bought_on: '2026-01-02T00:00:00.000Z' }),
    book(4, 'd'),
  )
})

const books = () => database.reader.selectFrom('books').select(['id', 'title', 'bought_on'])
const pageOf = (page: number, pagelen: number) => paginate(books().orderBy('id'), { page, pagelen }, row => row.id)

test('a query without an order, or whose rows are not counted as they are, is refused', async () => {
  const page = { page: 1, pagelen: 2 }
  await assert.rejects(
    paginate(books(), page, row => row),
    /has an order/,
  )
  await assert.rejects(
    paginate(books().orderBy('id').groupBy('id'), page, row => row),
    /counts rows/,
  )
  await assert.rejects(
    paginate(books().orderBy('id').distinct(), page, row => row),
    /counts rows/,
  )
})

test('a page knows its place and the size of the whole', async () => {
  assert.deepEqual(await pageOf(1, 3), { values: [1, 2, 3], pagelen: 3, page: 1, size: 4 })
  assert.deepEqual(await pageOf(2, 3), { values: [4], pagelen: 3, page: 2, size: 4 })
  assert.deepEqual(await pageOf(2, 2), { values: [3, 4], pagelen: 2, page: 2, size: 4 })
})

test('a page past the end is empty and still knows the size', async () => {
  assert.deepEqual(await pageOf(1_000_000_000, 3), { values: [], pagelen: 3, page: 1_000_000_000, size: 4 })
})

const trail = { keys: { bought_on: 'text', 'books.id': 'number' }, descending: true } as const
const after = (token?: string) =>
  paginateAfter(books(), { page: 1, pagelen: 2, ...(token && { token }) }, trail, row => row.id)

test('a forged token is refused', async () => {
  const forged = [[1], ['2026', '3'], ['2026', 1.5], ['\0', 1], [['2026'], 1], { length: 2 }, 'x', null]
  const tokens = forged.map(value => Buffer.from(JSON.stringify(value)).toString('base64url'))
  for (const token of [...tokens, 'nonsense', ' ', '%']) await assert.rejects(after(token), Invalid)
})

test('a trail goes on behind the last row, among equals too', async () => {
  const first = await after()
  assert.deepEqual(first.values, [4, 3])
  const second = await after(first.next)
  assert.deepEqual(second, { values: [2, 1], pagelen: 2 })
})

test('rows that come and go do not shift a trail', async () => {
  const first = await after()
  await add(database.writer, book(9, 'new'))
  await database.writer.deleteFrom('books').where('id', '=', 4).execute()
  assert.deepEqual((await after(first.next)).values, [2, 1])
})
