import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import type { Texts } from '../engine.ts'
import { parseCodeQuery } from '../language/index.ts'
import { openSqlite } from '../sqlite/index.ts'
import { World } from '../testing/world.ts'
import { openSearch } from './search.ts'

const folder = mkdtempSync(join(tmpdir(), 'pail-search-'))
const engine = openSearch(openSqlite(join(folder, 'search.db'), { readers: 1 }), {
  ...{ ms: 60_000, readMs: 60_000, threads: 1 },
})
after(async () => {
  await engine.close()
  rmSync(folder, { recursive: true })
})
const world = new World(engine)

/** Texts that come when they are let through, and who has asked for some. */
function held(): { texts: Texts; asked: Promise<void>; letThrough: () => void } {
  const gate = Promise.withResolvers<void>()
  const asked = Promise.withResolvers<void>()
  const texts: Texts = {
    async *read(asks) {
      asked.resolve()
      await gate.promise
      yield* world.texts.read(asks)
    },
  }
  return { texts, asked: asked.promise, letThrough: gate.resolve }
}

const ask = async (text: string, texts: Texts, signal?: AbortSignal) => {
  const { query } = parseCodeQuery(text, {})
  const about = { query, how: {}, repositories: ['one'], first: 0, limit: 10, texts }
  return (await engine.search({ ...about, ...(signal && { signal }) })).hits.map(({ path }) => path)
}

test('what has to be read waits for its turn, and what the index knows does not wait for it', async () => {
  await world.push('one', { 'a.txt': 'red green', 'b.txt': 'red or green' })
  const [first, second] = [held(), held()]
  const reading = ask('"red green"', first.texts)
  await first.asked
  const waiting = ask('"or green"', second.texts)
  let isAsked = false
  void second.asked.then(() => (isAsked = true))
  assert.deepEqual(await ask('red', world.texts), ['a.txt', 'b.txt'])
  assert.equal(isAsked, false)
  first.letThrough()
  second.letThrough()
  assert.deepEqual(await Promise.all([reading, waiting]), [['a.txt'], ['b.txt']])
})

test('whoever goes away while waiting for a turn leaves it to others', async () => {
  const first = held()
  const reading = ask('"red green"', first.texts)
  await first.asked
  const gone = new AbortController()
  const leaving = ask('"or green"', world.texts, gone.signal)
  const staying = ask('"or green"', world.texts)
  gone.abort(new Error('gone'))
  await assert.rejects(leaving, /gone/)
  first.letThrough()
  assert.deepEqual(await Promise.all([reading, staying]), [['a.txt'], ['b.txt']])
})
