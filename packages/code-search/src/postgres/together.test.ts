import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { Unavailable } from '@pail/failures'
import type { Engine } from '../engine.ts'
import { openSearch } from '../search/search.ts'
import { World } from '../testing.ts'
import { openPostgresIndex } from './open.ts'
import { newDatabase, run } from './testing/new-database.ts'

let url: string
let engines: Engine[]

function openEngine(to = url, notify?: (text: string) => void): Engine {
  const engine = openSearch(openPostgresIndex(to, notify ? { notify } : {}), { ms: 60_000, readMs: 60_000, threads: 1 })
  engines.push(engine)
  return engine
}

before(async () => {
  engines = []
  url = await newDatabase()
})

after(() => Promise.all(engines.map(engine => engine.close())))

/** The address of a database as somebody who owns nothing in it, or only the schema. */
async function asStranger(ownsSchema = false): Promise<string> {
  const database = await newDatabase()
  const name = `pail_${randomUUID().replaceAll('-', '')}`
  await run(database, `create role ${name} login`)
  if (ownsSchema) await run(database, `create schema pail_search authorization ${name}`)
  const stranger = new URL(database)
  if (stranger.username) stranger.username = name
  else stranger.searchParams.set('user', name)
  return stranger.href
}

test('a role that may not make the schema is told so', async () => {
  await assert.rejects(openEngine(await asStranger()).known('r'), (error: Error) => {
    assert.ok(error instanceof Unavailable)
    return /may not make the schema pail_search/.test(error.message)
  })
})

test('without pg_trgm the operator is told, and everything is found as well', async () => {
  const told: string[] = []
  const world = new World(openEngine(await asStranger(true), text => told.push(text)))
  await world.push('plain', { 'a.txt': 'needlework' })
  assert.deepEqual(await world.find('edlewo', { match: 'substring' }), ['plain:a.txt'])
  assert.deepEqual(await world.find('needle[a-z]+', { match: 'regex' }), ['plain:a.txt'])
  assert.equal(told.length, 1)
  assert.match(told[0]!, /pg_trgm is missing: permission denied/)
})

test('a server that does not answer is said to be unavailable', async () => {
  await assert.rejects(openEngine('postgres://127.0.0.1:1/none').known('r'), Unavailable)
})

test('the tables that another version made are made anew', async () => {
  const first = new World(openEngine())
  await first.push('old', { 'a.txt': 'shape' })
  await run(url, 'update pail_search.about set version = 0')
  const second = openEngine()
  assert.deepEqual(await second.known('old'), [])
  await second.update(first.whole('old'), first.texts)
  assert.deepEqual(await first.find('shape'), ['old:a.txt'])
})

test('several processes may begin at once, and change one repository at once', async () => {
  url = await newDatabase()
  const worlds = Array.from({ length: 4 }, () => new World(openEngine()))
  await Promise.all(worlds.map((world, at) => world.push('shared', { 'a.txt': `together ${at}` }, `b${at}`)))
  assert.deepEqual(
    (await worlds[0]!.engine.known('shared')).map(({ branch }) => branch),
    ['b0', 'b1', 'b2', 'b3'],
  )
})

test('texts that no file has any more are not kept', async () => {
  const database = await newDatabase()
  const world = new World(openEngine(database))
  const kept = async () =>
    (await run(database, 'select folded from pail_search.contents order by 1')).map(Object.values)
  await world.push('kept', { 'a.txt': 'first', 'b.txt': 'other' })
  await world.push('kept', { 'a.txt': 'second' })
  assert.deepEqual(await kept(), [['other'], ['second']])
  await world.engine.forget('kept')
  assert.deepEqual(await kept(), [])
})
