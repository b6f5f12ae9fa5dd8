import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { Unavailable } from '@pail/failures'
import { openSearch } from '../search/search.ts'
import { World } from '../testing.ts'
import { openZoektIndex, type ZoektOptions } from './index.ts'
import { findZoekt } from './programs.ts'
import { hasZoekt } from './testing/programs.ts'

if (hasZoekt()) {
  const folder = mkdtempSync(join(tmpdir(), 'pail-zoekt-faults-'))
  const place = { ledger: join(folder, 'ledger.db'), shards: join(folder, 'shards') }
  const PATIENT = { ms: 60_000, readMs: 60_000, threads: 1 }
  const openEngine = (options: Partial<ZoektOptions> = {}) =>
    openSearch(openZoektIndex({ ...place, readers: 1, ...options }), PATIENT)

  const shardFiles = () => readdirSync(place.shards).filter(name => name.endsWith('.zoekt'))

  /** An answer, however long it takes; what cannot be answered now is asked again. */
  async function find(query: string): Promise<string[]> {
    for (const until = Date.now() + 60_000; ; )
      try {
        return await world.find(query)
      } catch (error) {
        if (!(error instanceof Unavailable) || Date.now() > until) throw error
      }
  }

  /** The same repositories with an index that was opened again. */
  async function openAgain(options?: Partial<ZoektOptions>): Promise<void> {
    await world.engine.close()
    const { trees } = world
    world = new World(openEngine(options))
    for (const [key, tree] of trees) world.trees.set(key, tree)
  }

  /** A program in the place of another. */
  function script(name: string, text: string): string {
    writeFileSync(join(folder, name), `#!/bin/sh\n${text}\n`)
    chmodSync(join(folder, name), 0o700)
    return join(folder, name)
  }

  let world: World
  before(async () => {
    world = new World(openEngine())
    await world.push('one', { 'a.ts': 'export const alpha = "first shard"\n' })
    await world.push('two', { 'b.ts': 'alpha and beta\n' })
  })
  after(async () => {
    await world.engine.close()
    rmSync(folder, { recursive: true })
  })

  test('what was indexed is found when the index is opened again', async () => {
    await openAgain()
    assert.deepEqual(await find('alpha'), ['one:a.ts', 'two:b.ts'])
    assert.deepEqual(await find('"first shard"'), ['one:a.ts'])
  })

  test('a shard that is deleted while it is asked is built again', async () => {
    for (const name of shardFiles()) rmSync(join(place.shards, name))
    assert.deepEqual(await find('alpha'), ['one:a.ts', 'two:b.ts'])
    assert.deepEqual(await find('beta'), ['two:b.ts'])
  })

  test('a shard that was cut off while nobody looked is built again, and a strange one is removed', async () => {
    await world.engine.close()
    const names = shardFiles()
    writeFileSync(join(place.shards, 'x_v16.00000.zoekt'), readFileSync(join(place.shards, names[0]!)))
    for (const name of names) truncateSync(join(place.shards, name), 100)
    await openAgain()
    assert.deepEqual(await find('alpha'), ['one:a.ts', 'two:b.ts'])
    assert.ok(!shardFiles().includes('x_v16.00000.zoekt'))
  })

  test('an indexer that fails changes nothing, nor does a process that is killed; the same change is taken later', async () => {
    const failing = script('failing', 'echo no space left >&2; exit 1')
    await openAgain({ programs: { ...findZoekt(), indexer: failing } })
    const change = world.change('one', { 'a.ts': 'export const gamma = 1\n' })
    await assert.rejects(world.engine.update(change, world.texts), (error: Error) => {
      return error instanceof Unavailable && /ended early: no space left/.test(error.message)
    })
    assert.deepEqual(await find('alpha'), ['one:a.ts', 'two:b.ts'])
    assert.deepEqual(await find('gamma'), [])
    await world.engine.close()
    const killing = script('killing', 'kill -9 $PPID; sleep 1')
    const options = JSON.stringify({ ...place, programs: { ...findZoekt(), indexer: killing } })
    const program = join(import.meta.dirname, 'testing', 'indexing-process.ts')
    assert.equal(spawnSync(process.execPath, [program, options]).signal, 'SIGKILL')
    await openAgain()
    assert.deepEqual(await world.engine.known('unfinished'), [])
    assert.deepEqual(await find('gamma'), [])
    await world.engine.update(change, world.texts)
    await world.push('unfinished', { 'a.ts': 'gamma once more\n' })
    assert.deepEqual(await find('gamma'), ['one:a.ts', 'unfinished:a.ts'])
    assert.deepEqual(await find('alpha'), ['two:b.ts'])
  })

  test('without a webserver a search is refused and says why, and pushes are taken all the same', async () => {
    const refusal = (words: RegExp) => (error: Error) => error instanceof Unavailable && words.test(error.message)
    await openAgain({ url: 'http://127.0.0.1:1' })
    await world.push('one', { 'c.ts': 'export const delta = 1\n' })
    await assert.rejects(world.find('delta'), refusal(/cannot be asked/))
    await openAgain({ programs: { ...findZoekt(), webserver: script('mute', 'echo out of memory >&2; exit 3') } })
    await assert.rejects(world.find('delta'), refusal(/does not start: out of memory/))
    await openAgain()
    assert.deepEqual(await find('delta'), ['one:c.ts'])
  })

  test('many small shards become few, and whoever searches meanwhile finds all', async () => {
    let isPushing = true
    const stop = () => {
      isPushing = false
    }
    const searching = async () => {
      while (isPushing) assert.deepEqual(await find('delta'), ['one:c.ts'])
    }
    const pushing = async () => {
      for (let at = 0; at < 20; at++) await world.push('many', { [`small-${at}.txt`]: `together ${at}\n` })
      for (const until = Date.now() + 60_000; shardFiles().length > 12 && Date.now() < until; )
        await world.push('many', { 'last.txt': `again ${Date.now()}\n` })
    }
    await Promise.all([searching(), pushing().finally(stop)])
    assert.ok(shardFiles().length <= 12, `${shardFiles().length} shards`)
    assert.equal((await find('together')).length, 20)
    assert.deepEqual(await find('together "small 7"'), ['many:small-7.txt'])
  })

  test('a ledger that is damaged is told of and begins anew, without what earlier shards have', async () => {
    await world.engine.close()
    writeFileSync(place.ledger, 'nothing of the kind')
    await openAgain()
    assert.deepEqual(await world.engine.known('one'), [])
    await world.engine.update(world.whole('two'), world.texts)
    assert.deepEqual(await find('alpha'), ['two:b.ts'])
    assert.deepEqual(shardFiles().length, 1)
  })
}
