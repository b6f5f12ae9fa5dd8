import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import type { Kysely } from 'kysely'
import { migrate, openSqlite, type Param, prepared } from '../index.ts'
import { add, book, type Library, library } from '../testing/library.ts'
import { testDatabase } from '../testing.ts'

const fresh = () => testDatabase<Library>(library)

test('what was found before is given again as it was, whoever held it', async () => {
  const byId = prepared((db: Kysely<Library>, param: Param<{ id: number }>) =>
    db.selectFrom('books').select('title').where('id', '=', param('id')),
  )
  const { reader, writer } = await fresh()
  await add(writer, book(1, 'Emma'))
  const found = await byId.first(reader, { id: 1 })
  assert.throws(() => Object.assign(found!, { title: 'Sanditon' }), TypeError)
  assert.equal(await byId.first(reader, { id: 1 }), found)
})

test('what another connection to the file commits is noticed as well', async () => {
  const count = prepared((db: Kysely<Library>) => db.selectFrom('books').select('id'))
  const path = join(mkdtempSync(join(tmpdir(), 'pail-db-')), 'pail.db')
  const [here, there] = [openSqlite<Library>(path), openSqlite<Library>(path)]
  await migrate(here, library)
  assert.equal((await count.all(here.reader, {})).length, 0)
  await add(there.writer, book(1, 'Emma'))
  // What another process does is at the earliest told of in the next turn.
  await new Promise(resolve => setImmediate(resolve))
  assert.equal((await count.all(here.reader, {})).length, 1)
  await Promise.all([here.close(), there.close()])
  rmSync(dirname(path), { recursive: true })
})
