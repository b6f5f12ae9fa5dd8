import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { Invalid } from '@pail/failures'
import { parseQuery, parseSort } from '@pail/query-language'
import { type Columns, type Database, inOrder, matching } from './index.ts'
import { add, book, type Library, library } from './testing/library.ts'
import { explain, fullScans, testDatabase } from './testing.ts'

const SHELVES = ['low', 'middle', 'high']

const columns: Columns = {
  id: { type: 'number', column: 'id' },
  title: { type: 'text', column: 'title' },
  author: { type: 'text', column: 'author' },
  writer: { type: 'object', column: 'author' },
  shelf: { type: 'rank', ranks: SHELVES, column: 'shelf' },
  lent: { type: 'flag', column: 'lent' },
  bought_on: { type: 'time', column: 'bought_on' },
  pages: { type: 'number', column: 'books.pages' },
  readers: {
    type: 'text',
    any: (eb, matches) =>
      eb.exists(
        eb.selectFrom('readers').select('book').whereRef('book', '=', 'books.id').where(matches('readers.name')),
      ),
  },
}

let database: Database<Library>
before(async () => {
  database = await testDatabase<Library>(library)
  await add(
    database.writer,
    book(1, 'Élan', { author: 'Ada', shelf: 'high', lent: 1, pages: 100 }),
    book(2, 'Die Straße', { author: 'Bob', shelf: 'middle', pages: 5_000_000_000 }),
    book(3, '100% \\_ΣΊΣΥΦΟΣ'),
  )
  const readers = [
    { book: 1, name: 'Eve' },
    { book: 1, name: 'Mallory' },
    { book: 2, name: null },
  ]
  await database.writer.insertInto('readers').values(readers).execute()
})

const selected = (q: string, sort = 'id') =>
  database.reader
    .selectFrom('books')
    .select('books.id')
    .where(matching(parseQuery(q), columns))
    .$call(inOrder(parseSort(sort)!, columns, 'books.id'))

const found = async (q: string, sort?: string) => (await selected(q, sort).execute()).map(row => row.id).join()

test('what is unknown, of another type, or without an order is refused', () => {
  assert.throws(() => selected('password = "x"'), Invalid)
  assert.throws(() => selected('lent = 1'), Invalid)
  assert.throws(() => selected('', 'password'), Invalid)
  assert.throws(() => selected('', 'readers'), { message: "Invalid sort: 'readers' has no order" })
  assert.throws(() => selected('', 'writer'), { message: "Invalid sort: 'writer' has no order" })
})

test('text meant to break out of its quotes is only text', async () => {
  assert.equal(await found(`title = "' or 1=1 --"`), '')
  assert.equal(await found(`title ~ "'; drop table books; --"`), '')
})

test('no query finds everything', async () => assert.equal(await found(''), '1,2,3'))

test('= is exact, ~ folds case beyond ASCII', async () => {
  assert.equal(await found('title = "Élan"'), '1')
  assert.equal(await found('title = "élan"'), '')
  assert.equal(await found('title ~ "éLAN"'), '1')
  assert.equal(await found('title ~ "STRAßE"'), '2')
  assert.equal(await found('title ~ "strasse"'), '')
  assert.equal(await found('title ~ "σίσυφος"'), '3')
  assert.equal(await found('title !~ "é"'), '2,3')
})

test('nothing in a searched text is a wildcard', async () => {
  assert.equal(await found('title ~ "%"'), '3')
  assert.equal(await found('title ~ "_"'), '3')
  assert.equal(await found(String.raw`title ~ "\\_"`), '3')
})

test('what has no value equals only null, and differs from everything else', async () => {
  assert.equal(await found('author = null and writer = null'), '3')
  assert.equal(await found('writer != null'), '1,2')
  assert.equal(await found('author != "Ada"'), '2,3')
  assert.equal(await found('author NOT IN ("Ada", "Bob")'), '3')
  assert.equal(await found('author !~ "a"'), '2,3')
  assert.equal(await found('author ~ "" or pages < 1'), '1,2')
})

test('numbers compare by size, whatever an integer column holds', async () => {
  assert.equal(await found('id > 1 and id <= 2'), '2')
  assert.equal(await found('id = 1.5 or id > 9999999999999'), '')
  assert.equal(await found('id < 1.5 or id >= 2.5'), '1,3')
  assert.equal(await found('id < 1e300 and id IN (1, 2.5, 3)'), '1,3')
  assert.equal(await found('pages = 5000000000'), '2')
  assert.equal(await found('pages != 5000000000'), '1,3')
})

test('times, flags and lists compare', async () => {
  assert.equal(await found('bought_on >= 2026-01-02 and bought_on < 2026-01-03'), '2')
  assert.equal(await found('bought_on = "2026-01-02T01:00:00+01:00"'), '2')
  assert.equal(await found('lent = true'), '1')
  assert.equal(await found('lent != true'), '2,3')
  assert.equal(await found('id in (1, 3)'), '1,3')
})

test('ranks compare and sort by their place', async () => {
  assert.equal(await found('shelf > "low"'), '1,2')
  assert.equal(await found('shelf > "high"'), '')
  assert.equal(await found('shelf != "high"'), '2,3')
  assert.equal(await found('', 'shelf'), '3,2,1')
  assert.equal(await found('', '-shelf'), '1,2,3')
})

test('of several values any one may match, and a negation wants none to', async () => {
  assert.equal(await found('readers = "Eve" and readers ~ "MALL"'), '1')
  assert.equal(await found('readers != "Eve"'), '2,3')
  assert.equal(await found('readers = null'), '2,3')
  assert.equal(await found('readers != null'), '1')
})

test('AND, OR and parentheses are kept', async () => {
  assert.equal(await found('id = 1 or id = 2 and lent = true'), '1')
  assert.equal(await found('(id = 1 or id = 2) and lent = false'), '2')
})

test('missing values come last, and first going backwards', async () => {
  assert.equal(await found('', 'pages'), '1,2,3')
  assert.equal(await found('', '-pages'), '3,2,1')
})

test('a sort, and a comparison, use an index', async () => {
  const plans = [selected('', 'bought_on'), selected('', '-bought_on'), selected('', '-pages'), selected('', 'pages')]
  for (const query of plans) {
    const plan = await explain(database, query.limit(10))
    assert.deepEqual(fullScans(plan), [], plan)
    assert.doesNotMatch(plan, /TEMP B-TREE|Sort/)
  }
  assert.deepEqual(fullScans(await explain(database, selected('id = 2'))), [])
  assert.equal(fullScans(await explain(database, selected('author = "Ada"').clearOrderBy())).length, 1)
})
