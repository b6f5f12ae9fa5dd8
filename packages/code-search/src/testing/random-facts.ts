import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import type { Engine } from '../engine.ts'
import { expected } from './oracle.ts'
import { chance, randomPath, randomQuery, randomText, written } from './random-queries.ts'
import { World } from './world.ts'

const SEED = 20260
const QUERIES = 150

/** Whatever is asked, what is found is what looking into every file finds. */
export function randomFacts(open: () => Promise<Engine>): void {
  suite('chance', () => {
    test('queries of all shapes find what looking into every file finds, in its order, before and after changes', async () => {
      const random = chance(SEED)
      const world = new World(await open())
      for (const repository of ['a', 'b', 'c', 'd']) await world.push(repository, randomFiles(random, 12))
      await world.push('a', randomFiles(random, 8), 'next')
      await compare(world, random)
      for (const repository of ['a', 'b'])
        await world.push(repository, { ...someGone(world, repository), ...randomFiles(random, 4) })
      await world.engine.forget('c')
      world.drop('c')
      await compare(world, random)
    })
  })
}

type Random = (below: number) => number

const randomFiles = (random: Random, count: number) =>
  Object.fromEntries(Array.from({ length: count }, () => [randomPath(random), randomText(random)]))

const someGone = (world: World, repository: string): Record<string, null> =>
  Object.fromEntries(
    [...world.trees.get(`${repository} main`)!.files.keys()].filter((_, at) => at % 3 === 0).map(path => [path, null]),
  )

async function compare(world: World, random: Random): Promise<void> {
  for (let at = 0; at < QUERIES; at++) {
    const query = written(randomQuery(random))
    const how = random(4) === 0 ? { caseSensitive: true } : {}
    const branch = random(5) === 0 ? { branch: '*' } : {}
    const repositories = ['a', 'b', 'c', 'd'].filter(() => random(5) > 0)
    const { hits, total, isWhole } = await world.search(query, { ...how, ...branch, repositories, limit: 1000 })
    const found = hits.map(({ repository, branch, path }) => `${repository} ${branch}:${path}`)
    const right = expected(world, query, how, { repositories, ...branch })
    assert.deepEqual(
      { found, total, isWhole },
      { found: right, total: right.length, isWhole: true },
      JSON.stringify({ query, how }),
    )
  }
}
