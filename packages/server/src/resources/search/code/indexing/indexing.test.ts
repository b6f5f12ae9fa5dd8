import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Oid } from '@pail/git'
import { git, openVillage } from '@pail/testkit'
import { emptyCopy, fill, found, pushFiles } from '../testing.ts'
import { updating } from './lanes.ts'
import { isSomethingDue, take } from './leases.ts'
import { repair } from './repair.ts'

const village = await openVillage({ PAIL_SEARCH: 'embedded', PAIL_SEARCH_BRANCHES: 'develop,release/*' })
after(() => village.close())
const { ada, forge, site, vault } = village
const engine = forge.search!
const FUTURE = '9999'

const commitsOf = async (repository: string) =>
  Object.fromEntries((await engine.known(repository)).map(({ branch, commit }) => [branch, commit]))

async function create(slug: string): Promise<string> {
  const { body } = await ada.post(`/2.0/repositories/acme/${slug}`, { project: { key: 'SITE' } })
  return body.uuid.slice(1, -1)
}

test('a push is found, what it took away is not, and what it rewrote is as it is now', async () => {
  const work = await emptyCopy()
  const to = [await village.remote('acme/site'), 'HEAD:refs/heads/main'] as const
  const first = await pushFiles(work, { 'a.txt': 'alpha\n', 'b.txt': 'beta\n' }, ...to)
  await village.work()
  assert.deepEqual(await found(ada, 'alpha'), ['acme/site:a.txt'])
  assert.deepEqual(await commitsOf(site.uuid), { main: first })
  await pushFiles(work, { 'a.txt': 'gamma\n', 'b.txt': null }, ...to)
  await village.work()
  assert.deepEqual(await found(ada, 'alpha OR beta OR gamma'), ['acme/site:a.txt'])
  await git(work, 'reset', '-q', '--hard', first)
  const forced = await pushFiles(work, { 'c.txt': 'delta\n' }, '-f', ...to)
  await village.work()
  assert.deepEqual(await found(ada, 'alpha'), ['acme/site:a.txt'])
  assert.deepEqual(await found(ada, 'gamma'), [])
  assert.deepEqual(await commitsOf(site.uuid), { main: forced })
})

test('what is written through the API is found as what is pushed', async () => {
  const form = new URLSearchParams({ message: 'Write', branch: 'main', 'api.txt': 'epsilon\n' })
  assert.equal((await ada.send('POST', '/2.0/repositories/acme/site/src', { body: form })).status, 201)
  await village.work()
  assert.deepEqual(await found(ada, 'epsilon'), ['acme/site:api.txt'])
})

test('wanted branches are followed until they are gone, others are not', async () => {
  const work = await emptyCopy()
  const remote = await village.remote('acme/site')
  const tip = await pushFiles(work, { 'r.txt': 'zeta\n' }, remote, 'HEAD:refs/heads/release/1', 'HEAD:refs/heads/topic')
  await village.work()
  assert.deepEqual(await found(ada, 'zeta', { branch: '*' }), ['acme/site:r.txt'])
  assert.equal((await commitsOf(site.uuid))['release/1'], tip)
  await git(work, 'push', '-q', remote, ':refs/heads/release/1')
  await village.work()
  assert.deepEqual(Object.keys(await commitsOf(site.uuid)), ['main'])
})

test('another main branch is searched from then on, and the former one no longer', async () => {
  await fill(village, 'acme/vault', { 'm.txt': 'eta\n' })
  await fill(village, 'acme/vault', { 'd.txt': 'theta\n' }, 'develop')
  await village.work()
  assert.deepEqual(await found(ada, 'eta OR theta'), ['acme/vault:m.txt'])
  await ada.put('/2.0/repositories/acme/vault', { mainbranch: { name: 'develop' } })
  await village.work()
  assert.deepEqual(await found(ada, 'eta OR theta'), ['acme/vault:d.txt'])
  assert.deepEqual(Object.keys(await commitsOf(vault.uuid)), ['develop'])
})

test('a repository is found under its new name, and in the workspace it went to', async () => {
  await create('wandering')
  await fill(village, 'acme/wandering', { 'w.txt': 'iota\n' })
  await village.work()
  await ada.put('/2.0/repositories/acme/wandering', { name: 'Settled' })
  assert.deepEqual(await found(ada, 'iota repo:settled'), ['acme/settled:w.txt'])
  assert.deepEqual(await found(ada, 'iota repo:wandering'), [])
})

test('a fork is searched once it has a commit of its own, and no longer when that is gone', async () => {
  await create('origin')
  await fill(village, 'acme/origin', { 'o.txt': 'kappa\n' })
  const body = { name: 'twig', project: { key: 'SITE' }, workspace: { slug: 'acme' } }
  assert.equal((await ada.post('/2.0/repositories/acme/origin/forks', body)).status, 201)
  await village.work()
  assert.deepEqual(await found(ada, 'kappa'), ['acme/origin:o.txt'])
  assert.deepEqual(await found(ada, 'kappa', { forks: 'all' }), ['acme/origin:o.txt', 'acme/twig:o.txt'])
  const work = await emptyCopy()
  const remote = await village.remote('acme/twig')
  await git(work, 'pull', '-q', remote, 'main')
  const shared = await git(work, 'rev-parse', 'HEAD')
  await pushFiles(work, { 'own.txt': 'kappa\n' }, remote, 'HEAD:refs/heads/main')
  await village.work()
  assert.deepEqual(await found(ada, 'kappa'), ['acme/origin:o.txt', 'acme/twig:o.txt', 'acme/twig:own.txt'])
  await git(work, 'push', '-q', '-f', remote, `${shared}:refs/heads/main`)
  await village.work()
  assert.deepEqual(await found(ada, 'kappa'), ['acme/origin:o.txt'])
})

test('files that are no text, too large, links or submodules are found by their paths only', async () => {
  await create('odd')
  const work = await emptyCopy()
  await git(work, 'update-index', '--add', '--cacheinfo', `160000,${'1'.repeat(40)},lambda-module`)
  const files = {
    'lambda.bin': Buffer.from('lambda mu\0'),
    'lambda.large': `${'mu\n'.repeat(400_000)}`,
    'lambda.txt': 'mu\n',
  }
  await pushFiles(work, files, await village.remote('acme/odd'), 'HEAD:refs/heads/main')
  await village.work()
  assert.deepEqual(
    await found(ada, 'lambda repo:odd'),
    ['lambda.bin', 'lambda.large', 'lambda.txt'].map(name => `acme/odd:${name}`),
  )
  assert.deepEqual(await found(ada, 'mu repo:odd'), ['acme/odd:lambda.txt'])
})

test('what no event told of is found by comparing', async () => {
  const uuid = await create('quiet')
  await fill(village, 'acme/quiet', { 'q.txt': 'nu\n' })
  await village.work()
  const [{ name, oid: old }] = (await forge.git.refs(uuid)).refs as [{ name: never; oid: Oid }]
  const work = await emptyCopy()
  const next = await pushFiles(work, { 'q.txt': 'xi\n' }, '-f', await village.remote('acme/quiet'), 'HEAD:refs/heads/x')
  await village.work()
  await forge.git.updateRefs(uuid, { changes: [{ ref: name, old, new: next as Oid }], atomic: true })
  await village.work()
  assert.deepEqual(await found(ada, 'nu'), ['acme/quiet:q.txt'])
  assert.equal(await repair(forge, FUTURE), 1)
  await village.work()
  assert.deepEqual(await found(ada, 'nu OR xi'), ['acme/quiet:q.txt'])
  assert.deepEqual(await found(ada, 'nu'), [])
  assert.equal(await repair(forge, FUTURE), 0)
})

test('an index that was lost is built again, and what is gone is forgotten', async () => {
  const uuid = await create('doomed')
  await fill(village, 'acme/doomed', { 'd.txt': 'omicron\n' })
  await village.work()
  await forge.database.transact(tx => tx.deleteFrom('repositories').where('uuid', '=', uuid).execute())
  await forge.database.transact(tx =>
    tx.deleteFrom('search_indexes').where('repository_uuid', '=', site.uuid).execute(),
  )
  assert.equal(await repair(forge, FUTURE), 2)
  await village.work()
  assert.deepEqual(await engine.known(uuid), [])
  await engine.wipe()
  assert.deepEqual(await found(ada, 'alpha'), [])
  assert.ok((await repair(forge, FUTURE)) > 2)
  await village.work()
  assert.deepEqual(await found(ada, 'alpha'), ['acme/site:a.txt'])
})

const set = (values: object) =>
  forge.database.transact(tx =>
    tx.updateTable('search_indexes').set(values).where('repository_uuid', '=', site.uuid).execute(),
  )

test('work that a process left behind is taken over when its lease is over', async () => {
  await set({ locked_until: '2020-01-01T00:00:00.000Z', due_on: null })
  assert.ok(await isSomethingDue(forge.database.reader))
  await village.work()
  assert.equal(await isSomethingDue(forge.database.reader), false)
})

test('one repository is in the hands of one process at a time', async () => {
  await set({ due_on: '2020-01-01T00:00:00.000Z', locked_until: FUTURE })
  assert.equal(await forge.database.transact(tx => take(tx, false)), undefined)
  await set({ locked_until: null })
  await village.work()
})

test('a process that has the database to itself takes over at once what the one before it held', async () => {
  const startAgain = async (databaseUrl: string | undefined) => {
    await updating.turn({ ...forge, config: { ...forge.config, databaseUrl } }, new AbortController().signal)
    await village.work()
    const rows = forge.database.reader.selectFrom('search_indexes').select('locked_until')
    return (await rows.where('repository_uuid', '=', site.uuid).executeTakeFirstOrThrow()).locked_until
  }
  await set({ locked_until: FUTURE, due_on: null })
  assert.equal(await startAgain('postgres://of.several/processes'), FUTURE)
  assert.equal(await startAgain(undefined), null)
})
