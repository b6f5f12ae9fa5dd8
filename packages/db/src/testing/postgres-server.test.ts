import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { test } from 'node:test'
import { openPostgres } from '../index.ts'
import { startPostgres } from '../testing.ts'

const skip = process.env.DB !== 'pg'

test('a server answers until it is stopped, and leaves nothing behind', { skip }, async () => {
  const { url, stop } = await startPostgres()
  const folder = new URL(url).searchParams.get('host')!
  const { reader, close } = openPostgres(url)
  assert.deepEqual(await reader.selectNoFrom(eb => eb.lit(1).as('one')).execute(), [{ one: 1 }])
  await close()
  assert.ok(existsSync(folder))
  await stop()
  assert.ok(!existsSync(folder))
})

test('a statement that takes too long is cancelled', { skip }, async () => {
  const { url, stop } = await startPostgres()
  const { reader, close } = openPostgres(url, { statementMs: 50 })
  const sleep = reader.selectNoFrom(eb => eb.fn('pg_sleep', [eb.lit(5)]).as('slept')).execute()
  await assert.rejects(sleep, /statement timeout/)
  await close()
  await stop()
})
