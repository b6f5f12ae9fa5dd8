import assert from 'node:assert/strict'
import { test } from 'node:test'
import { afterCommit, isForeignKeyMissing, isTaken } from './index.ts'
import { add, book, type Library, library } from './testing/library.ts'
import { testDatabase } from './testing.ts'

const fresh = () => testDatabase<Library>(library)
const rejection = (promise: Promise<unknown>) =>
  promise.then(
    () => assert.fail('nothing was refused'),
    error => error,
  )

test('a unique value is taken once, whether it is the key or not', async () => {
  const { writer } = await fresh()
  await add(writer, book(1, 'Emma'))
  const sameKey = await rejection(add(writer, book(1, 'Persuasion')))
  const sameTitle = await rejection(add(writer, book(2, 'Emma')))
  assert.ok(isTaken(sameKey) && isTaken(sameTitle))
  assert.ok(!isForeignKeyMissing(sameKey))
})

test('a row refers to one that is there', async () => {
  const { writer } = await fresh()
  const error = await rejection(writer.insertInto('readers').values({ book: 9, name: 'ada' }).execute())
  assert.ok(isForeignKeyMissing(error) && !isTaken(error))
})

test('other things are neither taken nor missing', () => {
  assert.ok(!isTaken(null) && !isTaken(new Error('x')) && !isTaken('x') && !isForeignKeyMissing(undefined))
})

test('a failed transaction leaves nothing behind', async () => {
  const database = await fresh()
  const work = database.transact(async tx => {
    await add(tx, book(1, 'Emma'))
    throw new Error('changed my mind')
  })
  await assert.rejects(work, /changed my mind/)
  assert.deepEqual(await database.reader.selectFrom('books').selectAll().execute(), [])
})

test('a transaction handle is dead once the transaction is over', async () => {
  const { transact } = await fresh()
  const tx = await transact(async tx => tx)
  await assert.rejects(tx.selectFrom('books').selectAll().execute(), /already committed|been committed/)
  assert.throws(() => afterCommit(tx, () => {}), /has ended/)
})

test('a transaction inside a transaction is refused instead of waiting for itself', async () => {
  const { transact } = await fresh()
  await assert.rejects(
    transact(() => transact(async () => 1)),
    /use its handle/,
  )
  assert.equal(await transact(async () => 'still works'), 'still works')
})

test('what a transaction started may open another once it is over', async () => {
  const { transact } = await fresh()
  const { promise: gate, resolve: open } = Promise.withResolvers<void>()
  let later: Promise<string> | undefined
  await transact(async () => {
    later = gate.then(() => transact(async () => 'done'))
  })
  open()
  assert.equal(await later, 'done')
})

test('transactions that read before they write do not lose each other’s changes', async () => {
  const { transact, reader, writer } = await fresh()
  await add(writer, book(1, 'Emma', { pages: 0 }))
  const addPage = () =>
    transact(async tx => {
      const { pages } = await tx.selectFrom('books').select('pages').where('id', '=', 1).executeTakeFirstOrThrow()
      await tx
        .updateTable('books')
        .set({ pages: pages! + 1 })
        .where('id', '=', 1)
        .execute()
    })
  await Promise.all(Array.from({ length: 8 }, addPage))
  assert.deepEqual(await reader.selectFrom('books').select('pages').execute(), [{ pages: 8 }])
})

test('deeds wait for the commit, and are forgotten when there is none', async () => {
  const { transact, writer } = await fresh()
  const done: string[] = []
  await transact(async tx => {
    afterCommit(tx, () => done.push('first'))
    afterCommit(tx, () => done.push('second'))
    assert.deepEqual(done, [])
  })
  await rejection(
    transact(async tx => {
      afterCommit(tx, () => done.push('never'))
      throw new Error('no')
    }),
  )
  afterCommit(writer, () => done.push('at once'))
  assert.deepEqual(done, ['first', 'second', 'at once'])
})

test('a deed that fails neither undoes the commit nor stops the others', async () => {
  const { transact, reader } = await fresh()
  let others = 0
  const work = transact(async tx => {
    await add(tx, book(1, 'Emma'))
    afterCommit(tx, () => {
      throw new Error('too late')
    })
    afterCommit(tx, () => others++)
  })
  await assert.rejects(work, /too late/)
  assert.equal(others, 1)
  assert.equal((await reader.selectFrom('books').selectAll().execute()).length, 1)
})

test('rows are plain objects of text and integers on both dialects', async () => {
  const { reader, writer } = await fresh()
  const emma = book(1, 'Emma', { lent: 1, pages: 5_000_000_000, author: 'Jane Austen' })
  await add(writer, emma)
  assert.deepEqual(await reader.selectFrom('books').selectAll().execute(), [emma])
  const [sums] = await reader
    .selectFrom('books')
    .select(eb => [eb.fn.countAll().as('books'), eb.fn.sum('pages').as('pages')])
    .execute()
  assert.deepEqual(sums, { books: 1, pages: 5_000_000_000 })
})

test('text is ordered by its bytes on both dialects', async () => {
  const { reader, writer } = await fresh()
  const titles = ['b', 'B', '_', 'é', 'a', 'ﬀ', '😀', 'a b', 'a-b']
  await add(writer, ...titles.map((title, i) => book(i + 1, title)))
  const rows = await reader.selectFrom('books').select('title').orderBy('title').execute()
  assert.deepEqual(
    rows.map(row => row.title),
    ['B', '_', 'a', 'a b', 'a-b', 'b', 'é', 'ﬀ', '😀'],
  )
})

test('a write says how many rows it touched', async () => {
  const { writer } = await fresh()
  await add(writer, book(1, 'Emma'), book(2, 'Persuasion'))
  const { numUpdatedRows } = await writer.updateTable('books').set({ lent: 1 }).executeTakeFirst()
  assert.equal(numUpdatedRows, 2n)
  const inserted = await writer.insertInto('books').values(book(3, 'Sanditon')).returning('title').execute()
  assert.deepEqual(inserted, [{ title: 'Sanditon' }])
})
