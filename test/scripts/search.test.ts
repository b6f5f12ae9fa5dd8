import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { testDatabaseUrl } from '@pail/db/testing'
import { ADMIN_TOKEN, git, type PailProcess, startPail, temporary } from '@pail/testkit'
import { commandFor } from '../../packages/cli/src/testing.ts'
import { emptyCopy, nameOf, pushFiles } from '../../packages/server/src/resources/search/code/testing.ts'

/** Longer than anything here takes on a machine that is busy. */
const PATIENCE_MS = 60_000

let pail: PailProcess
let settings: Record<string, string>
let work: string
before(async () => {
  const url = await testDatabaseUrl()
  settings = { PAIL_SEARCH: 'embedded', ...(url && { PAIL_DATABASE_URL: url }) }
  pail = await startPail(settings)
  await create('moving')
  work = await emptyCopy()
})
after(() => pail.stop())

const send = (method: string, path: string) =>
  fetch(pail.origin + path, { method, headers: { authorization: `Bearer ${ADMIN_TOKEN}` } })
const create = (slug: string) => send('POST', `/2.0/repositories/admin/${slug}`)
const remote = (slug: string) => `${pail.origin.replace('://', `://x-token-auth:${ADMIN_TOKEN}@`)}/admin/${slug}.git`
const main = 'HEAD:refs/heads/main'

async function find(query: string): Promise<string[]> {
  const answer = await send('GET', `/2.0/workspaces/admin/search/code?search_query=${query}`)
  assert.equal(answer.status, 200)
  const { values } = (await answer.json()) as { values: { file: { links: { self: { href: string } } } }[] }
  return values.map(one => nameOf(one.file.links.self.href)).sort()
}

/** Waits until a search finds just this. */
async function finds(query: string, expected: string[]): Promise<void> {
  const until = Date.now() + PATIENCE_MS
  let found = await find(query)
  while (String(found) !== String(expected) && Date.now() < until) {
    await new Promise(resolve => setTimeout(resolve, 50))
    found = await find(query)
  }
  assert.deepEqual(found, expected)
}

test('what is pushed is found, and what is pushed over it by force', async () => {
  const first = await pushFiles(work, { 'a.txt': 'alpha\n' }, remote('moving'), main)
  await finds('alpha', ['admin/moving:a.txt'])
  await pushFiles(work, { 'a.txt': 'beta\n' }, remote('moving'), main)
  await finds('beta', ['admin/moving:a.txt'])
  await git(work, 'reset', '-q', '--hard', first)
  await git(work, 'push', '-q', '-f', remote('moving'), main)
  await finds('alpha', ['admin/moving:a.txt'])
  assert.deepEqual(await find('beta'), [])
})

test('a server that is killed while it indexes finds what it found, and goes on when it is there again', async () => {
  await create('large')
  const lines = 'one line of many\n'.repeat(50)
  const many = Array.from({ length: 1500 }, (_, number) => [`part-${number % 30}/${number}.txt`, `${lines}${number}\n`])
  await pushFiles(await emptyCopy(), Object.fromEntries(many), remote('large'), main)
  await pushFiles(work, { 'k.txt': 'killed\n' }, remote('moving'), main)
  await pail.stop('SIGKILL')
  pail = await startPail(settings, pail.data)
  assert.equal((await find('alpha')).length, 1)
  await finds('killed', ['admin/moving:k.txt'])
  await finds('1499', ['admin/large:part-29/1499.txt'])
  await create('later')
  await pushFiles(work, { 'last.txt': 'gamma\n' }, remote('later'), main)
  await finds('gamma', ['admin/later:last.txt'])
})

test('the command builds the index anew, and says how it is', async () => {
  const command = commandFor(pail.origin, { TMPDIR: temporary() })
  const done = await command('search', 'reindex', '--json')
  assert.equal(done.code, 0, done.err)
  const { state, repositories } = JSON.parse(done.out)
  assert.deepEqual([state, repositories], ['done', 3])
  assert.deepEqual(await find('alpha repo:moving'), ['admin/moving:a.txt'])
  const one = await command('search', 'reindex', '--repository', 'admin/moving')
  assert.deepEqual([one.code, one.out], [0, 'admin/moving: 1 indexed\n'])
  assert.equal(JSON.parse((await command('search', 'status', '--json')).out).indexed, 3)
})

test('the catalog of Backstage finds its files at the root of repositories, and where these are', async () => {
  const catalog = { 'catalog-info.yaml': 'kind: Component\n', 'docs/catalog-info.yaml': 'kind: API\n' }
  await pushFiles(work, catalog, remote('later'), main)
  const query = '"catalog-info.yaml" path:/catalog-info.yaml'
  await finds(encodeURIComponent(query), ['admin/later:catalog-info.yaml'])
  const at = 'values.file.commit.repository'
  const fields = [
    ...['-values.content_matches', `+${at}.mainbranch.name`, `+${at}.project.key`, `+${at}.slug`],
    ...['-values.*.links', '-values.*.*.links', '-values.*.*.*.links', `+${at}.links.html.href`],
  ]
  const asked = new URLSearchParams({ search_query: query, fields: fields.join(), page: '1', pagelen: '100' })
  const answer = await send('GET', `/2.0/workspaces/admin/search/code?${asked}`)
  const { size, values } = await answer.json()
  const { file, content_matches, path_matches } = values[0]
  assert.deepEqual([size, file.path, content_matches], [1, 'catalog-info.yaml', undefined])
  assert.deepEqual(path_matches, [{ text: 'catalog-info.yaml', match: true }])
  const { slug, mainbranch, links } = file.commit.repository
  assert.deepEqual([slug, mainbranch.name, links], ['later', 'main', { html: { href: `${pail.origin}/admin/later` } }])
})

test('what was deleted is not found any more', async () => {
  assert.equal((await send('DELETE', '/2.0/repositories/admin/moving')).status, 204)
  assert.deepEqual(await find('alpha'), ['admin/later:a.txt'])
})
