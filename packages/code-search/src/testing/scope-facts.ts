import assert from 'node:assert/strict'
import { before, suite, test } from 'node:test'
import type { Engine } from '../engine.ts'
import { World } from './world.ts'

/** Where is searched, and where not. */
export function scopeFacts(open: () => Promise<Engine>): void {
  suite('scope', () => {
    let world: World
    before(async () => {
      world = new World(await open())
      await world.push('open', { 'shared.ts': 'const shared = treasure', 'own.ts': 'treasure of its own' })
      await world.push('hidden', { 'shared.ts': 'const shared = treasure', 'vault.ts': 'treasure and secret' })
      await world.push('open', { 'next.ts': 'treasure of tomorrow' }, 'next')
      await world.push('open', { 'old.ts': 'treasure of yesterday' }, 'release/1')
    })

    test('nothing is found where nobody may search', async () => {
      assert.deepEqual(await world.search('treasure', { repositories: [] }), { total: 0, isWhole: true, hits: [] })
      assert.deepEqual(await world.find('treasure', { repositories: ['unknown'] }), [])
    })

    test('what is only in a repository out of scope is not found by any kind of match', async () => {
      const repositories = ['open']
      assert.deepEqual(await world.find('secret', { repositories }), [])
      assert.deepEqual(await world.find('"and secret"', { repositories }), [])
      assert.deepEqual(await world.find('secre', { repositories, match: 'substring' }), [])
      assert.deepEqual(await world.find('se[c]ret', { repositories, match: 'regex' }), [])
      assert.deepEqual(await world.find('vault', { repositories }), [])
      assert.deepEqual(await world.find('treasure OR secret', { repositories }), ['open:own.ts', 'open:shared.ts'])
    })

    test('a content that two repositories have is found in the one in scope, and read from it', async () => {
      world.asked.length = 0
      const { hits, total } = await world.search('shared', { repositories: ['open'] })
      assert.deepEqual([total, hits.map(({ repository }) => repository)], [1, ['open']])
      await world.find('"const shared"', { repositories: ['open'] })
      assert.deepEqual(new Set(world.asked.map(({ repository }) => repository)), new Set(['open']))
    })

    test('a content that both repositories in scope have is found in both', async () => {
      assert.deepEqual(await world.find('shared'), ['hidden:shared.ts', 'open:shared.ts'])
    })

    test('scope may be very many repositories', async () => {
      const many = Array.from({ length: 20_000 }, (_, at) => `other-${at}`)
      assert.deepEqual(await world.find('own', { repositories: [...many, 'open'] }), ['open:own.ts'])
      const query = { kind: 'and' as const, parts: [{ kind: 'repositories' as const, ids: many }, treasure] }
      assert.deepEqual(await world.find(query), [])
    })

    test('repositories named in a query are within the scope', async () => {
      const named = (ids: string[]) => ({
        kind: 'and' as const,
        parts: [{ kind: 'repositories' as const, ids }, treasure],
      })
      assert.deepEqual(await world.find(named(['open'])), ['open:own.ts', 'open:shared.ts'])
      assert.deepEqual(await world.find(named(['hidden']), { repositories: ['open'] }), [])
      const other = { kind: 'not' as const, part: { kind: 'repositories' as const, ids: ['open'] } }
      assert.deepEqual(await world.find({ kind: 'and', parts: [other, treasure] }), [
        'hidden:shared.ts',
        'hidden:vault.ts',
      ])
    })

    test('the main branches are searched unless others are named', async () => {
      assert.deepEqual(await world.find('tomorrow'), [])
      assert.deepEqual(await world.find('tomorrow', { branch: 'next' }), ['open:next.ts'])
      assert.deepEqual(await world.find('treasure', { branch: 'release/*' }), ['open:old.ts'])
      assert.deepEqual(await world.find('treasure', { branch: 'nowhere' }), [])
    })

    test('each branch with the file is one answer, with the branch and the commit', async () => {
      const { hits } = await world.search('treasure', { branch: '*', repositories: ['open'] })
      assert.deepEqual(
        hits.map(({ branch, path }) => `${branch}:${path}`),
        ['main:own.ts', 'main:shared.ts', 'next:next.ts', 'release/1:old.ts'],
      )
      for (const { branch, commit } of hits) assert.equal(commit, world.trees.get(`open ${branch}`)?.commit)
    })
  })
}

const treasure = { kind: 'word' as const, word: 'treasure', text: 'treasure' }
