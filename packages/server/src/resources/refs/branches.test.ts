import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { git, openVillage, temporary } from '@pail/testkit'

const village = await openVillage()
after(() => village.close())
const { ada, bob, eve, stranger } = village
const branches = '/2.0/repositories/acme/site/refs/branches'
const folder = temporary()
let remote = ''
let [first, tip] = ['', '']

before(async () => {
  remote = await village.remote('acme/site', 'ada')
  await git(folder, 'init', '-q', '-b', 'main')
  assert.deepEqual((await ada.get(branches)).body, { values: [], pagelen: 10, size: 0, page: 1 })
  await git(folder, 'commit', '-q', '--allow-empty', '-m', 'first')
  first = await git(folder, 'rev-parse', 'HEAD')
  await git(folder, 'commit', '-q', '--allow-empty', '-m', 'second')
  tip = await git(folder, 'rev-parse', 'HEAD')
  await git(folder, 'push', '-q', remote, 'main', 'HEAD~1:refs/heads/feature/x', 'HEAD:refs/heads/release-%2b+1/é')
})
beforeEach(() => village.events())

const make = (name: unknown, hash: unknown = 'main', by = ada) => by.post(branches, { name, target: { hash } })
const heads = async () => (await git(folder, 'ls-remote', '--heads', remote)).split('\n').map(line => line.split('\t'))

/** The complaint about one member of the input; nothing has changed. */
async function refused(name: unknown, hash?: unknown): Promise<Record<string, string[]>> {
  const standing = await heads()
  const { status, body } = await make(name, hash)
  assert.equal(status, 400, JSON.stringify(body))
  assert.deepEqual(await heads(), standing)
  return body.error.fields
}

test('nobody in particular, readers and outsiders make and remove nothing', async () => {
  assert.equal((await make('x', 'main', stranger)).status, 401)
  assert.equal((await make('x', 'main', eve)).status, 403)
  assert.equal((await eve.delete(`${branches}/feature/x`)).status, 403)
  const hidden = branches.replace('site', 'vault')
  assert.equal((await eve.post(hidden, { name: 'x', target: { hash: 'main' } })).status, 404)
  assert.equal((await eve.get(`${hidden}/main`)).status, 404)
})

test('a token that only reads makes nothing', async () => {
  const reader = await village.as('ada', ['repository'])
  assert.equal((await reader.get(branches)).status, 200)
  assert.equal((await make('x', 'main', reader)).status, 403)
  assert.equal((await reader.delete(`${branches}/feature/x`)).status, 403)
})

test('a name and a target are needed', async () => {
  assert.deepEqual(Object.keys((await ada.post(branches, {})).body.error.fields).sort(), ['name', 'target'])
  assert.deepEqual(Object.keys((await ada.post(branches, { name: 'x', target: {} })).body.error.fields), [
    'target.hash',
  ])
})

test('what is no name for a branch makes none', async () => {
  const none = [
    '-x',
    '--upload-pack=touch /tmp/x',
    '..',
    'a..b',
    '@{',
    'x@{1}',
    'a b',
    'a~1',
    'a^',
    'a:b',
    'a.lock',
    '/a',
  ]
  for (const name of [...none, 'a/', 'a//b', '.a', 'a\n', 'a\tb', 'HEAD', 'x'.repeat(4096), 'refs/heads/x', 'refs/x'])
    assert.deepEqual(Object.keys(await refused(name)), ['name'], name)
  assert.deepEqual(Object.keys(await refused('a\0b')), ['name'])
  assert.deepEqual(Object.keys(await refused('')), ['name'])
})

test('a name cannot be where another has a folder, nor the other way round', async () => {
  assert.match((await refused('feature')).name![0]!, /feature\/x is there/)
  assert.match((await refused('feature/x/y')).name![0]!, /feature\/x is there/)
})

test('a target that is not there, or not clear, or not public, is refused', async () => {
  const bad = ['nothing', '1234567', first.slice(0, 3), '', '-x', 'main^', `${first}^`, 'refs/pull-requests/1/from']
  for (const hash of bad) assert.deepEqual(Object.keys(await refused('new', hash)), ['target.hash'], hash)
})

test('a branch that is there is not made again', async () => {
  const { status, body } = await make('feature/x')
  assert.equal(status, 400)
  assert.equal(body.error.message, 'Branch "feature/x" already exists.')
  assert.equal(body.error.data.key, 'BRANCH_ALREADY_EXISTS')
})

test('a branch is made at a hash, the beginning of one, or where another branch is, and git sees it', async () => {
  for (const [name, hash, at] of [
    ['whole', first, first],
    ['short', first.slice(0, 7), first],
    ['like/main', 'main', tip],
    ['Whole', 'feature/x', first],
  ] as const) {
    const { status, headers, body } = await make(name, hash, bob)
    assert.equal(status, 201, JSON.stringify(body))
    assert.equal(headers.get('location'), `http://pail.test${branches}/${name}`)
    assert.equal(body.target.hash, at)
    assert.equal((await git(folder, 'ls-remote', remote, `refs/heads/${name}`)).split('\t')[0], at)
    assert.deepEqual(await village.events(), ['repo:push'])
  }
})

test('making a branch is announced just as pushing it', async () => {
  const payloads = async () =>
    (await village.forge.database.reader.selectFrom('events').orderBy('id', 'desc').limit(2).selectAll().execute()).map(
      ({ payload }) => JSON.parse(payload),
    )
  await git(folder, 'push', '-q', remote, 'HEAD:refs/heads/pushed')
  await make('made', tip)
  const [made, pushed] = await payloads()
  const told = { ...pushed, date: made.date, changes: [{ ...pushed.changes[0], ref: 'refs/heads/made' }] }
  assert.deepEqual(made, told)
  await ada.delete(`${branches}/made`)
  const [gone] = await payloads()
  assert.deepEqual(gone.changes, [{ ref: 'refs/heads/made', old: tip, new: null, forced: false }])
})

test('a branch shows its commit, what can be merged how, and where else to look', async () => {
  const { status, body } = await stranger.get(`${branches}/feature/x`)
  assert.equal(status, 200)
  assert.equal(body.type, 'branch')
  assert.equal(body.name, 'feature/x')
  assert.equal(body.target.hash, first)
  assert.equal(body.target.message, 'first\n')
  assert.equal(body.target.author.user.nickname, 'ada')
  assert.ok(body.target.links.diff.href)
  assert.equal(body.default_merge_strategy, 'merge_commit')
  assert.equal(body.merge_strategies.length, 6)
  assert.deepEqual(body.sync_strategies, ['merge_commit', 'rebase'])
  assert.deepEqual(
    Object.values(body.links as Record<string, { href: string }>).map(({ href }) =>
      href.slice('http://pail.test'.length),
    ),
    [
      `${branches}/feature/x`,
      '/2.0/repositories/acme/site/commits/feature/x',
      '/acme/site/branch/feature/x',
      '/acme/site/pull-requests/new?source=feature%2Fx&t=1',
    ],
  )
  const main = (await stranger.get(`${branches}/main`)).body
  assert.equal(main.links.pullrequest_create, undefined)
})

test('a name is found in every form that it can be written in', async () => {
  for (const written of ['feature/x', 'feature%2Fx', 'feature%2fx', 'feature/x/'])
    assert.equal((await stranger.get(`${branches}/${written}`)).body.name, 'feature/x', written)
  const odd = 'release-%2b+1/é'
  const { body } = await stranger.get(`${branches}/${encodeURIComponent(odd)}`)
  assert.equal(body.name, odd)
  assert.equal(body.links.self.href, `http://pail.test${branches}/release-%252b%2B1/%C3%A9`)
  assert.equal((await stranger.get(body.links.self.href.slice('http://pail.test'.length))).body.name, odd)
  assert.equal((await stranger.get(`${branches}/release-%252b+1/é`)).body.name, odd)
})

test('an empty repository has no branches, and nothing that one could be made at', async () => {
  const empty = branches.replace('site', 'vault')
  assert.equal((await ada.get(`${empty}/main`)).status, 404)
  assert.equal((await ada.delete(`${empty}/main`)).status, 404)
  for (const hash of ['main', 'HEAD', tip]) {
    const { status, body } = await ada.post(empty, { name: 'x', target: { hash } })
    assert.deepEqual([status, Object.keys(body.error.fields)], [400, ['target.hash']])
  }
})

test('what is not a branch is not found', async () => {
  for (const name of ['nothing', 'feature', 'refs/heads/main', 'HEAD', '-x', '..%2Fmain', 'main%0A'])
    assert.equal((await stranger.get(`${branches}/${name}`)).status, 404, name)
})

test('the main branch stays', async () => {
  const { status, body } = await ada.delete(`${branches}/main`)
  assert.equal(status, 400)
  assert.match(body.error.message, /main branch/)
  assert.deepEqual(await village.events(), [])
  assert.equal((await stranger.get(`${branches}/main`)).status, 200)
})

test('a branch is removed once, and git sees that it is gone', async () => {
  await make('short-lived/one')
  await village.events()
  assert.equal((await bob.delete(`${branches}/short-lived%2Fone`)).status, 204)
  assert.deepEqual(await village.events(), ['repo:push'])
  assert.equal(await git(folder, 'ls-remote', remote, 'refs/heads/short-lived/*'), '')
  assert.equal((await bob.delete(`${branches}/short-lived/one`)).status, 404)
  assert.equal((await make('short-lived')).status, 201)
})
