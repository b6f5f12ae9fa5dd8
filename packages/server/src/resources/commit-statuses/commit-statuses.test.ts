import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { tellTo } from '@pail/server/kernel/payload'
import { findName } from '@pail/server/resources/commits/revision'
import { type Caller, openVillage } from '@pail/testkit'
import { shortHistory } from '../commits/testing.ts'
import { payloads } from './payloads.ts'
import { countBuilds } from './store.ts'

const village = await openVillage()
after(() => village.close())
const { ada, bob, eve, root, stranger, forge, site } = village

const { first, second, secret } = await shortHistory(village)

const at = (hash: string, rest = '/build', repository = 'acme/site') =>
  `/2.0/repositories/${repository}/commit/${hash}/statuses${rest}`
const build = { key: 'unit', state: 'SUCCESSFUL', url: 'https://ci.example.com/1' }
const say = (who: Caller, more: object = {}, hash = first) => who.post(at(hash), { ...build, ...more })
const keys = async (query = '', hash = second) =>
  (await stranger.get(`${at(hash, '')}?${query}`)).body.values.map((one: { key: string }) => one.key)

test('who may only read writes no status; who has no account is asked for one', async () => {
  assert.equal((await say(stranger)).status, 401)
  assert.equal((await say(eve)).status, 403)
  assert.equal((await eve.put(at(first, '/build/unit'), build)).status, 403)
  assert.equal((await eve.post(at(secret, '/build', 'acme/vault'), build)).status, 404)
  assert.deepEqual(await keys('', first), [])
})

test('a commit of another repository, one nobody has, and one that is unreachable have no statuses here', async () => {
  for (const hash of [secret, '0'.repeat(40)]) {
    assert.equal((await say(ada, {}, hash)).status, 404)
    assert.equal((await ada.put(at(hash, '/build/unit'), build)).status, 404)
    assert.equal((await ada.get(at(hash, '/build/unit'))).status, 404)
    assert.equal((await ada.get(at(hash, ''))).status, 404)
  }
})

test('a key, a state and an address are said, each of a form that can be shown', async () => {
  for (const name of ['key', 'state', 'url'])
    assert.deepEqual((await say(ada, { [name]: undefined })).body.error.fields, { [name]: 'required key not provided' })
  assert.equal((await say(ada, { key: '' })).status, 400)
  assert.equal((await say(ada, { key: 'k'.repeat(41) })).status, 400)
  assert.equal((await say(ada, { state: 'IN_PROGRESS' })).status, 400)
  assert.equal((await say(ada, { state: 'successful' })).status, 400)
  assert.equal((await say(ada, { name: 'n'.repeat(256) })).status, 400)
  assert.deepEqual(await keys('', first), [])
})

const refused = async (url: string) => {
  const { status, body } = await say(ada, { url })
  assert.equal(status, 400, url)
  assert.match(body.error.message, /^url: /)
}

test('an address that would run where it is shown, or leads nowhere, is refused', async () => {
  await refused('')
  await refused('javascript:alert(1)')
  await refused('java\nscript:alert(1)')
  await refused('data:text/html,hi')
  await refused('//ci.example.com')
  await refused('ci.example.com/1')
  await refused('http:ci.example.com')
  await refused('http://')
  await refused('https:///x')
  await refused('https://ci.example.com/a b')
  await refused('https:\\\\ci.example.com')
  await refused('http://localhost:8080/job')
  await refused('{repository.full_name}')
  assert.equal((await ada.put(at(first, '/build/unit'), { url: 'javascript:alert(1)' })).status, 404)
})

test('a new status is shown whole, told of, and found at its address, which names no host', async () => {
  await village.events()
  const { status, headers, body } = await say(bob, { name: 'Unit tests', description: '42 passed', refname: 'main' })
  assert.equal(status, 201)
  assert.equal(headers.get('location'), at(first, '/build/unit'))
  assert.deepEqual(await village.events(), ['repo:commit_status_created'])
  assert.equal(body.type, 'build')
  assert.equal(body.key, 'unit')
  assert.equal(body.state, 'SUCCESSFUL')
  assert.equal(body.name, 'Unit tests')
  assert.equal(body.description, '42 passed')
  assert.equal(body.refname, 'main')
  assert.equal(body.url, 'https://ci.example.com/1')
  assert.equal(body.commit.hash, first)
  assert.equal(body.repository.full_name, 'acme/site')
  assert.deepEqual(body.links, {
    self: { href: `http://pail.test${at(first, '/build/unit')}` },
    commit: { href: `http://pail.test/2.0/repositories/acme/site/commit/${first}` },
  })
  assert.deepEqual((await stranger.get(at(first, '/build/unit'))).body, body)
  assert.deepEqual((await stranger.get(at(first.slice(0, 8), '/build/unit'))).body, body)
})

test('the same key again overwrites: 200, nothing is left of what was said before but when', async () => {
  const before = (await ada.get(at(first, '/build/unit'))).body
  await village.events()
  const { status, headers, body } = await say(ada, { state: 'FAILED', url: 'https://ci.example.com/2' })
  assert.equal(status, 200)
  assert.equal(headers.get('location'), at(first, '/build/unit'))
  assert.deepEqual(await village.events(), ['repo:commit_status_updated'])
  const { created_on, state, name, description, refname } = body
  assert.deepEqual([state, name, description, refname], ['FAILED', 'unit', '', null])
  assert.equal(created_on, before.created_on)
  assert.deepEqual(await keys('', first), ['unit'])
})

test('one key names a status for each commit', async () => {
  assert.equal((await say(ada, {}, second)).status, 201)
  assert.equal((await ada.get(at(first, '/build/unit'))).body.state, 'FAILED')
  assert.equal((await ada.get(at(second, '/build/unit'))).body.state, 'SUCCESSFUL')
})

test('an update changes what it names and nothing else, the key never', async () => {
  const path = at(second, '/build/unit')
  await ada.put(path, { name: 'Tests', refname: 'main' })
  const { status, body } = await ada.put(path, { state: 'STOPPED' })
  assert.equal(status, 200)
  assert.deepEqual([body.state, body.name, body.refname], ['STOPPED', 'Tests', 'main'])
  assert.equal((await ada.put(path, { key: 'unit', refname: null })).body.refname, null)
  assert.deepEqual((await ada.put(path, { key: 'other' })).body.error.fields, { key: ['cannot be changed'] })
  assert.equal((await ada.put(path, { url: 'javascript:alert(1)' })).status, 400)
  assert.equal((await ada.get(path)).body.url, 'https://ci.example.com/1')
  assert.equal((await ada.put(at(second, '/build/none'), { state: 'FAILED' })).status, 404)
})

test('what an address names in braces is filled in when it is shown', async () => {
  const url = 'https://ci.example.com/{repository.full_name}/{commit.hash}/{repository.owner}?{constructor}'
  const { body } = await say(ada, { key: 'template', url }, second)
  assert.equal(body.url, `https://ci.example.com/acme/site/${second}/{repository.owner}?{constructor}`)
  assert.equal((await ada.put(at(second, '/build/template'), { state: 'FAILED' })).body.url, body.url)
  await root.put('/2.0/repositories/acme/site', { name: 'Place' })
  const moved = await ada.get(at(second, '/build/template', 'acme/place'))
  assert.match(moved.body.url, /^https:\/\/ci\.example\.com\/acme\/place\//)
  await root.put('/2.0/repositories/acme/place', { name: 'site' })
})

test('a key may hold what addresses write with percent signs', async () => {
  const { headers, body } = await say(ada, { key: 'renovate/a?b#c %', state: 'INPROGRESS' }, second)
  assert.equal(headers.get('location'), at(second, '/build/renovate%2Fa%3Fb%23c%20%25'))
  const { pathname } = new URL(body.links.self.href)
  assert.equal((await stranger.get(pathname)).body.key, 'renovate/a?b#c %')
  assert.equal((await stranger.get(at(second, '/build/RENOVATE'))).status, 404)
})

test('with a branch those are listed that were made for it or for all', async () => {
  await say(ada, { key: 'elsewhere', refname: 'feature/x', state: 'FAILED' }, second)
  assert.deepEqual(await keys('refname=feature/x&sort=key'), ['elsewhere', 'renovate/a?b#c %', 'template', 'unit'])
  assert.deepEqual(await keys('refname=main&sort=key'), ['renovate/a?b#c %', 'template', 'unit'])
  assert.deepEqual(await keys('sort=-key&pagelen=1'), ['unit'])
  assert.deepEqual(await keys('q=state="STOPPED"'), ['unit'])
  assert.deepEqual(await keys('q=refname="feature/x" AND key="unit"'), [])
  assert.equal((await ada.get(`${at(second, '')}?q=url="x"`)).status, 400)
})

test('the builds of a commit are counted for a branch; a stopped one has failed', async () => {
  const name = await findName(forge, site, second)
  const db = forge.database.reader
  assert.deepEqual(await countBuilds(db, name, 'main'), { successful: 0, failed: 2, inProgress: 1 })
  assert.deepEqual(await countBuilds(db, name, 'feature/x'), { successful: 0, failed: 3, inProgress: 1 })
})

test('who listens is told the status as it is shown', async () => {
  await say(ada, { key: 'told' }, second)
  const row = await forge.database.reader
    .selectFrom('events')
    .where('key', '=', 'repo:commit_status_created')
    .orderBy('id', 'desc')
    .selectAll()
    .executeTakeFirstOrThrow()
  const happening = { id: row.id, key: row.key, payload: JSON.parse(row.payload), createdOn: row.created_on }
  const audience = {
    actor: undefined,
    site: { web: 'http://pail.test', api: 'http://pail.test/2.0', ssh: 'pail.test' },
  }
  const told = await tellTo(forge, audience, to => payloads['repo:commit_status_created'](happening, to))
  assert.deepEqual(JSON.parse(JSON.stringify(told)), {
    commit_status: (await stranger.get(at(second, '/build/told'))).body,
  })
})

test('a token that may only read is enough where a writer stands behind it', async () => {
  const reading = await village.as('bob', ['repository'])
  assert.equal((await say(reading, { key: 'token' })).status, 201)
  const other = await village.as('bob', ['pipeline'])
  assert.equal((await say(other, { key: 'token' })).status, 403)
})
