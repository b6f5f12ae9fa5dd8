import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Kysely } from 'kysely'
import { type Param, prepared } from './index.ts'
import { add, book, type Library, library } from './testing/library.ts'
import { testDatabase } from './testing.ts'

const fresh = () => testDatabase<Library>(library)

test('a prepared query is built once for each connection it runs on, and binds other values at each call', async () => {
  let built = 0
  const byShelf = prepared((db: Kysely<Library>, param: Param<{ shelf: string; most: number }>) => {
    built++
    return db
      .selectFrom('books')
      .select('title')
      .where('lent', '=', 0)
      .where('shelf', '=', param('shelf'))
      .orderBy('id')
      .limit(param('most'))
  })
  const { reader, writer } = await fresh()
  await add(writer, book(1, 'Emma'), book(2, 'Persuasion'), book(3, 'Sanditon', { shelf: 'high' }))
  assert.deepEqual(await byShelf.all(reader, { shelf: 'low', most: 9 }), [{ title: 'Emma' }, { title: 'Persuasion' }])
  assert.deepEqual(await byShelf.all(reader, { shelf: 'low', most: 1 }), [{ title: 'Emma' }])
  assert.deepEqual(await byShelf.first(reader, { shelf: 'high', most: 1 }), { title: 'Sanditon' })
  assert.equal(await byShelf.first(reader, { shelf: 'none', most: 1 }), undefined)
  assert.equal(built, 1)
})

test('a prepared query runs inside a transaction and sees its changes', async () => {
  const byTitle = prepared((db: Kysely<Library>, param: Param<{ title: string }>) =>
    db.selectFrom('books').select('id').where('title', '=', param('title')),
  )
  const { reader, transact } = await fresh()
  await transact(async tx => {
    await add(tx, book(7, 'Emma'))
    assert.deepEqual(await byTitle.first(tx, { title: 'Emma' }), { id: 7 })
    assert.equal(await byTitle.first(reader, { title: 'Emma' }), undefined)
  })
})

test('what was found is found anew once anybody has committed something', async () => {
  const all = prepared((db: Kysely<Library>) => db.selectFrom('books').select('title').orderBy('id'))
  const { reader, writer, transact } = await fresh()
  const titles = async () => (await all.all(reader, {})).map(row => row.title)
  await add(writer, book(1, 'Emma'))
  assert.deepEqual(await titles(), ['Emma'])
  await transact(async tx => {
    await add(tx, book(2, 'Persuasion'))
    assert.deepEqual(await titles(), ['Emma'])
  })
  assert.deepEqual(await titles(), ['Emma', 'Persuasion'])
  await writer.deleteFrom('books').execute()
  assert.deepEqual(await titles(), [])
})

test('writes can be prepared too', async () => {
  const lend = prepared((db: Kysely<Library>, param: Param<{ id: number; lent: 0 | 1 }>) =>
    db
      .updateTable('books')
      .set({ lent: param('lent') })
      .where('id', '=', param('id'))
      .returning('title'),
  )
  const { writer } = await fresh()
  await add(writer, book(1, 'Emma'))
  assert.deepEqual(await lend.first(writer, { id: 1, lent: 1 }), { title: 'Emma' })
})

test('a prepared query survives a change of what it returns, after one failure at most', async () => {
  const everything = prepared((db: Kysely<Library>) => db.selectFrom('readers').selectAll())
  const { reader, writer } = await fresh()
  await add(writer, book(1, 'Emma'))
  await writer.insertInto('readers').values({ book: 1, name: 'eve' }).execute()
  await everything.all(reader, {})
  await writer.schema.alterTable('readers').addColumn('since', 'text').execute()
  await everything.all(reader, {}).catch(() => {})
  assert.deepEqual(await everything.first(reader, {}), { book: 1, name: 'eve', since: null })
})
