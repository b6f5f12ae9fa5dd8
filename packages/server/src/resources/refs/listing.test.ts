import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { git, openVillage, temporary } from '@pail/testkit'

const village = await openVillage()
after(() => village.close())
const { ada, eve, stranger } = village
const refs = '/2.0/repositories/acme/site/refs'
const folder = temporary()

before(async () => {
  await git(folder, 'init', '-q', '-b', 'main')
  await commit('Lay the ground', '2020-01-01T00:00:00Z', 'branch1')
  await commit('Fix the roof', '2022-01-01T00:00:00Z', 'branch10', 'fix/roof')
  await commit('Paint the walls', '2021-01-01T00:00:00Z', 'branch2')
  await git(folder, 'tag', 'v9')
  for (const name of ['v10', 'v11']) await git(folder, 'tag', '-a', '-m', `Words about ${name}`, name, 'branch1')
  await git(folder, 'push', '-q', await village.remote('acme/site', 'ada'), '--all')
  await git(folder, 'push', '-q', await village.remote('acme/site', 'ada'), '--tags', 'main:refs/notes/commits')
})

async function commit(message: string, at: string, ...branches: string[]): Promise<void> {
  const date = `GIT_COMMITTER_DATE=${at}`
  await git(folder, '-c', `alias.at=!${date} git commit -q --allow-empty`, 'at', '-m', message)
  for (const branch of branches) await git(folder, 'branch', branch)
}

async function names(path: string, parameters: Record<string, string> = {}): Promise<string[]> {
  const { status, body } = await stranger.get(
    `${refs}${path}?${new URLSearchParams({ pagelen: '100', ...parameters })}`,
  )
  assert.equal(status, 200, JSON.stringify(body))
  assert.equal(body.size, body.values.length)
  return body.values.map((one: { name: string }) => one.name)
}

test('a private repository lists its refs to nobody outside', async () => {
  for (const path of ['', '/branches', '/tags'])
    assert.equal((await eve.get(`/2.0/repositories/acme/vault/refs${path}`)).status, 404)
})

test('fields that are not there, and questions that are none, are refused', async () => {
  const wrong = [
    'q=nothing="x"',
    'sort=links',
    'q=name',
    'q=tagger.raw~"a"',
    'sort=message',
    'q=target.date>1',
    'pagelen=101',
  ]
  for (const parameters of wrong) assert.equal((await stranger.get(`${refs}/branches?${parameters}`)).status, 400)
  assert.equal((await stranger.get(`${refs}/tags?q=constructor="x"`)).status, 400)
})

test('names stand as git has them, and numbers in them count as numbers once an order is asked for', async () => {
  assert.deepEqual(await names('/tags'), ['v10', 'v11', 'v9'])
  assert.deepEqual(await names('/branches', { sort: 'name' }), ['branch1', 'branch2', 'branch10', 'fix/roof', 'main'])
  assert.deepEqual(await names('/tags', { sort: 'name' }), ['v9', 'v10', 'v11'])
  assert.deepEqual(await names('/tags', { sort: '-name' }), ['v11', 'v10', 'v9'])
})

test('branches and tags stand in one list, and nothing else with them', async () => {
  const { values } = (await stranger.get(`${refs}?pagelen=100`)).body
  assert.deepEqual(
    values.map((one: { type: string; name: string }) => `${one.type} ${one.name}`),
    [
      ...['branch1', 'branch10', 'branch2', 'fix/roof', 'main'].map(name => `branch ${name}`),
      ...['v10', 'v11', 'v9'].map(name => `tag ${name}`),
    ],
  )
  assert.ok(values[0].merge_strategies)
  assert.equal(values[6].message, 'Words about v11\n')
})

test('a list is asked for names and kinds', async () => {
  assert.deepEqual(await names('/branches', { q: 'name ~ "ROOF"' }), ['fix/roof'])
  assert.deepEqual(await names('', { q: 'type = "tag" AND name != "v9"' }), ['v10', 'v11'])
})

test('a list is asked for what stands behind the names', async () => {
  const first = await git(folder, 'rev-parse', 'branch1')
  assert.deepEqual(await names('', { q: `target.hash = "${first}"` }), ['branch1', 'v10', 'v11'])
  assert.deepEqual(await names('/branches', { q: 'target.message ~ "roof"' }), ['branch10', 'fix/roof'])
  assert.deepEqual(await names('/branches', { q: 'target.date >= 2021-06-01' }), ['branch10', 'fix/roof'])
  assert.deepEqual(await names('/branches', { q: 'target.author.raw ~ "ada@" AND name ~ "10"' }), ['branch10'])
  assert.deepEqual(await names('/tags', { q: 'message = null' }), ['v9'])
  assert.deepEqual(await names('', { q: 'tagger.raw ~ "ada"', sort: '-name' }), ['v11', 'v10'])
})

test('a list is ordered by what stands behind the names, and by name where that is the same', async () => {
  const newest = ['fix/roof', 'branch10', 'main', 'branch2', 'branch1']
  assert.deepEqual((await names('/branches', { sort: '-target.date' })).toSorted(), newest.toSorted())
  assert.deepEqual(await names('/branches', { sort: 'target.date' }), [
    'branch1',
    'branch2',
    'main',
    'branch10',
    'fix/roof',
  ])
  assert.deepEqual((await names('/branches', { sort: '-target.date' })).slice(0, 2), ['branch10', 'fix/roof'])
})

test('pages are counted, and one past the end is empty', async () => {
  const { body } = await stranger.get(`${refs}?pagelen=3&page=3`)
  assert.deepEqual(
    body.values.map((one: { name: string }) => one.name),
    ['v11', 'v9'],
  )
  assert.deepEqual([body.size, body.page, body.pagelen, body.next], [8, 3, 3, undefined])
  assert.equal(body.previous, `http://pail.test${refs}?pagelen=3&page=2`)
  assert.deepEqual((await stranger.get(`${refs}?page=9`)).body.values, [])
})

test('only what is asked for is shown', async () => {
  const { body } = await stranger.get(`${refs}/branches?fields=values.name,values.target.date&pagelen=1`)
  assert.deepEqual(body, { values: [{ name: 'branch1', target: { date: '2020-01-01T00:00:00+00:00' } }] })
})

test('ten thousand refs are paged and asked for what stands behind them', async () => {
  await git(folder, 'push', '-q', await village.remote('acme/vault', 'ada'), '--all')
  const tip = await git(folder, 'rev-parse', 'main')
  const names = Array.from({ length: 10_000 }, (_, at) => `refs/heads/many/${at}`).sort()
  const lines = ['# pack-refs with: peeled fully-peeled sorted ', ...names.map(name => `${tip} ${name}`), '']
  const { uuid } = village.vault
  const places = ['git', 'repositories', uuid.slice(0, 2), uuid.slice(2, 4), `${uuid}.git`, 'packed-refs']
  writeFileSync(join(village.forge.config.dataDirectory, ...places), lines.join('\n'))
  const vault = '/2.0/repositories/acme/vault/refs/branches'
  const { body } = await ada.get(`${vault}?pagelen=100&page=50`)
  assert.deepEqual([body.size, `refs/heads/${body.values[0].name}`], [10_005, names[4895]])
  const last = await ada.get(`${vault}?pagelen=100&page=101`)
  assert.equal(last.body.values.length, 5)
  assert.equal((await ada.get(`${vault}?q=target.message~"walls"&sort=-target.date`)).body.size, 10_002)
})
