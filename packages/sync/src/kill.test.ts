import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { run } from './testing/facts.ts'
import { jsonlPlace, type Place, parquetPlace, sqlitePlace } from './testing/places.ts'
import { counting } from './testing/scripted.ts'

const COUNT = 120
const KILLED = fileURLToPath(new URL('./testing/killed.ts', import.meta.url))

/** Killed among records, and as soon as something has been kept; then left to run to its end. */
async function survives(place: Place, straight: Place): Promise<void> {
  await run(straight, (_, states) => counting(COUNT, states))
  for (const message of ['40', '61']) {
    const { signal } = spawnSync(process.execPath, [KILLED, place.target, String(COUNT), message], { stdio: 'inherit' })
    assert.equal(signal, 'SIGKILL')
  }
  await run(place, (_, states) => counting(COUNT, states))
  const byId = (rows: Record<string, unknown>[]) => rows.sort((a, b) => Number(a.id) - Number(b.id))
  assert.deepEqual(byId(await place.rows('pull_requests')), byId(await straight.rows('pull_requests')))
}

test('a database file that was killed over equals one that was not', () => survives(sqlitePlace(), sqlitePlace()))
test('Parquet files that were killed over equal those that were not', () => survives(parquetPlace(), parquetPlace()))
test('JSON lines that were killed over equal those that were not', () => survives(jsonlPlace(), jsonlPlace()))

const folderOf = ({ target }: Place) => target.replace(/^\w+:/, '')

test('files that no checkpoint has kept are taken away, and others are left alone', async () => {
  const place = jsonlPlace()
  await run(place, (_, states) => counting(10, states))
  const folder = join(folderOf(place), 'pull_requests')
  for (const name of ['00000099.jsonl', '00000099.jsonl.part', 'mine.jsonl']) writeFileSync(join(folder, name), '{}\n')
  await run(place, (_, states) => counting(10, states))
  assert.deepEqual(readdirSync(folder), ['00000001.jsonl', 'mine.jsonl'])
  assert.equal((await place.rows('pull_requests')).length, 10)
})

test('a folder in which another process writes is refused, and one whose process has ended is not', async () => {
  const place = jsonlPlace()
  mkdirSync(folderOf(place), { recursive: true })
  writeFileSync(join(folderOf(place), '.lock'), String(process.ppid))
  await assert.rejects(
    run(place, (_, states) => counting(1, states)),
    /Another pail sync, process \d+, is writing there/,
  )
  const ended = spawnSync('true').pid
  writeFileSync(join(folderOf(place), '.lock'), String(ended))
  await run(place, (_, states) => counting(1, states))
  assert.equal(readdirSync(folderOf(place)).includes('.lock'), false)
})

test('a folder is for files of one kind, and a manifest of somebody else is left alone', async () => {
  const place = jsonlPlace()
  await run(place, (_, states) => counting(1, states))
  const other = { ...place, target: `parquet:${folderOf(place)}` }
  await assert.rejects(
    run(other, (_, states) => counting(1, states)),
    /holds jsonl files already/,
  )
  const foreign = jsonlPlace()
  writeFileSync(join(folderOf(foreign), 'manifest.json'), '{"name":"app"}')
  await assert.rejects(
    run(foreign, (_, states) => counting(1, states)),
    /none that pail sync has written/,
  )
  assert.equal(readFileSync(join(folderOf(foreign), 'manifest.json'), 'utf8'), '{"name":"app"}')
})
