import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { openSqlite } from '../index.ts'
import { add, book, type Library, library } from '../testing/library.ts'
import { testDatabase } from '../testing.ts'

const skip = process.env.DB === 'pg'
const fresh = () => testDatabase<Library>(library)

test('the reader may not write', { skip }, async () => {
  const { reader } = await fresh()
  await assert.rejects(add(reader, book(1, 'Emma')), /readonly/)
})

test('the writer is refused inside a transaction instead of waiting for itself', { skip }, async () => {
  const { transact, writer } = await fresh()
  await assert.rejects(
    transact(() => add(writer, book(1, 'Emma'))),
    /use its handle/,
  )
})

test('reading goes on while a transaction is open', { skip }, async () => {
  const { transact, reader } = await fresh()
  await transact(async tx => {
    await add(tx, book(1, 'Emma'))
    assert.deepEqual(await reader.selectFrom('books').selectAll().execute(), [])
  })
  assert.equal((await reader.selectFrom('books').selectAll().execute()).length, 1)
})

test('writers take turns in the order they came', { skip }, async () => {
  const { transact, writer } = await fresh()
  const order: number[] = []
  const slow = transact(async () => {
    await new Promise(resolve => setTimeout(resolve, 10))
    order.push(1)
  })
  const single = add(writer, book(1, 'Emma')).then(() => order.push(2))
  await Promise.all([slow, single, transact(async () => order.push(3))])
  assert.deepEqual(order, [1, 2, 3])
})

test('rows can be streamed while the same query runs again', { skip }, async () => {
  const { reader, writer } = await fresh()
  await add(writer, book(1, 'a'), book(2, 'b'), book(3, 'c'))
  const query = reader.selectFrom('books').select('id').orderBy('id')
  const streamed: number[] = []
  for await (const row of query.stream(2)) {
    streamed.push(row.id)
    assert.equal((await query.execute()).length, 3)
  }
  assert.deepEqual(streamed, [1, 2, 3])
})

test('more statements than are kept still run', { skip }, async () => {
  const { reader } = await fresh()
  for (let i = 0; i < 1200; i++) {
    const row = await reader.selectNoFrom(eb => eb.lit(i % 600).as('n')).executeTakeFirst()
    assert.deepEqual(row, { n: i % 600 })
  }
})

test('closing leaves one file, even when nothing was read', { skip }, async () => {
  const path = join(mkdtempSync(join(tmpdir(), 'pail-db-')), 'pail.db')
  const { writer, close } = openSqlite<Library>(path)
  await writer.schema.createTable('books').addColumn('id', 'integer').execute()
  await close()
  assert.ok(existsSync(path) && !existsSync(`${path}-wal`))
  await assert.rejects(writer.selectFrom('books').selectAll().execute())
  rmSync(dirname(path), { recursive: true })
})
