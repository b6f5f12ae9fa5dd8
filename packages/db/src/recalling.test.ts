import assert from 'node:assert/strict'
import { test } from 'node:test'
import { recalling } from './index.ts'
import { add, book, type Library, library } from './testing/library.ts'
import { testDatabase } from './testing.ts'

const titles = async (db: Awaited<ReturnType<typeof fresh>>['reader']) =>
  db.selectFrom('books').select('title').orderBy('id').execute()
const fresh = () => testDatabase<Library>(library)

test('what was read is never given again after a commit', async () => {
  const recall = recalling<object[]>(2)
  const { reader, writer, transact } = await fresh()
  await add(writer, book(1, 'Emma'))
  assert.deepEqual(await recall(reader, ['all'], () => titles(reader)), [{ title: 'Emma' }])
  await transact(tx => add(tx, book(2, 'Persuasion')))
  const both = [{ title: 'Emma' }, { title: 'Persuasion' }]
  assert.deepEqual(await recall(reader, ['all'], () => titles(reader)), both)
})

test('within a transaction everything is read anew', async () => {
  const recall = recalling<object[]>(2)
  const { transact } = await fresh()
  await transact(async tx => {
    assert.deepEqual(await recall(tx, ['all'], () => titles(tx)), [])
    await add(tx, book(1, 'Emma'))
    assert.deepEqual(await recall(tx, ['all'], () => titles(tx)), [{ title: 'Emma' }])
  })
})

test('keys are told apart, and on SQLite the same thing is given again', async () => {
  const recall = recalling<object[]>(2)
  const { reader, dialect } = await fresh()
  const one = await recall(reader, ['one'], async () => [])
  assert.notEqual(await recall(reader, ['two'], async () => []), one)
  assert.equal((await recall(reader, ['one'], async () => [])) === one, dialect === 'sqlite')
})
