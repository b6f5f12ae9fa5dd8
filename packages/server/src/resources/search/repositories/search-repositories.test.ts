import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { explain, fullScans } from '@pail/db/testing'
import { openVillage } from '@pail/testkit'
import type { Known } from '../../../kernel/actor.ts'
import { askedFor, tiersOf } from '../asked.ts'
import { every, newest, through } from '../hunt.ts'
import { ask as askFor, found as namesOf } from '../testing.ts'
import { groundOf } from './store.ts'

const village = await openVillage()
after(() => village.close())
const { ada, bob, eve, root, stranger, users, forge } = village
const all = '/pail/1/search/repositories'

before(async () => {
  const make = (slug: string, body: object) => ada.post(`/2.0/repositories/acme/${slug}`, body)
  await make('site-tools', { description: 'Builds the pages of Größe', language: 'Go', is_private: false })
  await make('my-site', { description: '100% of it_all', is_private: false })
  await eve.post('/2.0/workspaces/elsewhere/projects', { key: 'FAR', name: 'Far' })
  const hidden = await eve.post('/2.0/repositories/elsewhere/hidden-site', { description: 'Nobody knows' })
  assert.equal(hidden.status, 200, JSON.stringify(hidden.body))
})

type Caller = typeof ada
const ask = (who: Caller, query: Record<string, string>) => askFor(who, 'repositories', query)
const found = async (who: Caller, query: string, more = {}): Promise<string> =>
  (await namesOf(who, 'repositories', { query, ...more })).join()

test('a text that is too long is refused', async () => {
  const { status, body } = await ask(ada, { query: 'x'.repeat(10_000) })
  assert.equal(status, 400)
  assert.equal(body.error.message, 'query: at most 250 characters')
})

test('a NUL is refused', async () => {
  assert.equal((await ada.get(`${all}?query=a%00b`)).status, 400)
})

test('a project has to be named with its workspace, a role has to be one', async () => {
  assert.equal((await ask(ada, { project: 'SITE' })).status, 400)
  assert.equal((await ask(ada, { role: 'king' })).status, 400)
})

test('a hidden workspace and a missing one are refused alike', async () => {
  const [hidden, missing] = [await ask(bob, { workspace: 'elsewhere' }), await ask(bob, { workspace: 'nowhere' })]
  assert.equal(hidden.status, 404)
  assert.equal(hidden.body.error.message.replace('elsewhere', 'nowhere'), missing.body.error.message)
})

test('a token needs the scope of repositories', async () => {
  const narrow = await village.as('ada', ['account'])
  assert.equal((await ask(narrow, { query: 'site' })).status, 403)
})

test('nothing private is found by those who may not see it, by no word of it', async () => {
  for (const query of ['vault', 'hidden', 'nobody knows', 'elsewhere/hidden-site', 'va']) {
    assert.equal(await found(stranger, query), '')
    assert.doesNotMatch(await found(eve, query), /vault/)
    assert.doesNotMatch(await found(ada, query), /hidden/)
  }
  assert.equal(await found(bob, 'vault'), 'acme/vault')
  assert.equal(await found(root, 'hidden'), 'elsewhere/hidden-site')
})

test('what fits best comes first: the name itself, then what begins with it, then its words', async () => {
  assert.equal(await found(ada, 'site'), 'acme/site,acme/site-tools,acme/my-site,acme/vault')
  assert.equal(await found(stranger, 'site'), 'acme/site,acme/site-tools,acme/my-site')
})

test('one letter finds the beginnings of words, three what is within', async () => {
  assert.equal(await found(ada, 't'), 'acme/site-tools')
  assert.equal(await found(ada, 'ool'), 'acme/site-tools')
  assert.equal(await found(ada, 'oo'), '')
})

test('every word has to be there, in whichever field', async () => {
  assert.equal(await found(ada, 'pages TOOLS größe'), 'acme/site-tools')
  assert.equal(await found(ada, 'pages vault'), '')
  assert.equal(await found(ada, 'acme/my'), 'acme/my-site')
  assert.equal(await found(ada, 'go'), 'acme/site-tools')
})

test('signs of query languages are text', async () => {
  assert.equal(await found(ada, '100%'), 'acme/my-site')
  assert.equal(await found(ada, 'it_a'), 'acme/my-site')
  const others = [
    '%',
    '_',
    '"',
    "'",
    'site*',
    'site OR vault',
    '^site',
    'names:site',
    '\\',
    '-',
    '(',
    '🚀',
    'ש',
    '\u202e',
  ]
  for (const query of others) assert.equal(await found(ada, query), '', query)
})

test('filters leave out the others', async () => {
  assert.equal(await found(ada, 'site', { workspace: 'acme', language: 'GO' }), 'acme/site-tools')
  assert.equal(await found(root, 'site', { workspace: 'elsewhere' }), 'elsewhere/hidden-site')
  assert.equal(await found(bob, 'tools', { role: 'admin' }), '')
  assert.equal(await found(ada, 'tools', { role: 'owner' }), 'acme/site-tools')
  assert.equal(await found(stranger, 'tools', { role: 'member' }), '')
  assert.equal(await found(ada, 'vau', { workspace: 'acme', project: 'SITE' }), 'acme/vault')
})

test('without a text everything is found, what changed last first', async () => {
  assert.equal(await found(stranger, ''), 'acme/my-site,acme/site-tools,acme/site')
})

test('pages are cut as those of lists', async () => {
  const { body } = await ask(ada, { query: 'site', pagelen: '2', page: '2' })
  assert.deepEqual([body.size, body.page, body.pagelen], [4, 2, 2])
  assert.equal(body.next, undefined)
  assert.match(body.previous, /query=site&pagelen=2&page=1$/)
})

test('a value is the repository with what was found in it, as `fields` lets it be', async () => {
  const { body } = await ask(ada, { query: 'ool', fields: 'values.full_name,values.type,values.matches' })
  const tools = [{ text: 'site-t' }, { text: 'ool', match: true }, { text: 's' }]
  const full = [{ text: 'acme/site-t' }, ...tools.slice(1)]
  const matches = [
    { field: 'full_name', segments: full },
    { field: 'name', segments: tools },
  ]
  assert.deepEqual(body.values, [{ type: 'repository', full_name: 'acme/site-tools', matches }])
})

test('an access token finds what it was given, and what is public', async () => {
  const { body } = await ada.post('/pail/1/repositories/acme/vault/access-tokens', {
    name: 't',
    scopes: ['repository'],
  })
  const headers = { authorization: `Bearer ${body.token ?? body.secret}` }
  const own = await stranger.get(`${all}?query=vault`, { headers })
  assert.deepEqual(
    own.body.values.map((one: { full_name: string }) => one.full_name),
    ['acme/vault'],
  )
  assert.equal((await stranger.get(`${all}?query=hidden`, { headers })).body.size, 0)
})

test('what something is called now is found, and not what it was called', async () => {
  await ada.post('/2.0/repositories/acme/passing', {})
  await ada.put('/2.0/repositories/acme/passing', { name: 'Lasting', description: 'Was renamed' })
  assert.equal(await found(ada, 'passing'), '')
  assert.equal(await found(ada, 'lasting renamed'), 'acme/lasting')
  await ada.put('/2.0/workspaces/acme/projects/SITE', { name: 'Gardening' })
  assert.match(await found(ada, 'gardening lasting'), /lasting/)
  await ada.delete('/2.0/repositories/acme/lasting')
  assert.equal(await found(ada, 'lasting'), '')
})

test('a question reads no table from end to end', async () => {
  const ground = groundOf({ ...users.bob } as object as Known, {})
  const db = forge.database.reader
  const tiers = tiersOf(askedFor('site tools'), ground)
  const queries = [...tiers.map(needles => through(db, ground, needles)), newest(db, ground, false)]
  for (const query of [...queries, every(db, ground).select('repositories.uuid')])
    assert.deepEqual(
      fullScans(await explain(forge.database, query.limit(10))).filter(line => !/VIRTUAL TABLE/.test(line)),
      [],
    )
})
