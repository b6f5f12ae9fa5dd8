import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Migration, migrate, NewerDatabase } from './index.ts'
import { testDatabase } from './testing.ts'

interface Tables {
  notes: { id: number }
}

const notes: Migration = { up: db => db.schema.createTable('notes').addColumn('id', 'integer').execute() }
const title: Migration = { up: db => db.schema.alterTable('notes').addColumn('title', 'text').execute() }
const broken: Migration = { up: db => db.schema.dropTable('nowhere').execute() }

test('a database of a newer program is refused and names what is unknown', async () => {
  const database = await testDatabase<Tables>({ '0001-notes': notes, '0002-title': title })
  await assert.rejects(migrate(database, { '0001-notes': notes }), (error: NewerDatabase) => {
    assert.deepEqual(error.unknown, ['0002-title'])
    return error instanceof NewerDatabase
  })
})

test('when one migration fails none is applied', async () => {
  const database = await testDatabase<Tables>({})
  await assert.rejects(migrate(database, { '0001-notes': notes, '0002-broken': broken }), /nowhere/)
  assert.deepEqual(await migrate(database, { '0001-notes': notes }), ['0001-notes'])
})

test('migrations apply in the order of their names, once', async () => {
  const database = await testDatabase<Tables>({})
  const all = { '0002-title': title, '0001-notes': notes }
  assert.deepEqual(await migrate(database, all), ['0001-notes', '0002-title'])
  assert.deepEqual(await migrate(database, all), [])
})

test('several processes may start at once', async () => {
  const database = await testDatabase<Tables>({})
  const applied = await Promise.all([migrate(database, { notes }), migrate(database, { notes })])
  assert.deepEqual(applied.flat(), ['notes'])
})
