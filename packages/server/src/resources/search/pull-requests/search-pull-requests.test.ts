import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { explain, fullScans } from '@pail/db/testing'
import { openVillage } from '@pail/testkit'
import type { Known } from '../../../kernel/actor.ts'
import { workingCopy } from '../../pull-requests/testing.ts'
import { askedFor, tiersOf } from '../asked.ts'
import { every, newest, through } from '../hunt.ts'
import { ask as askFor, found as namesOf } from '../testing.ts'
import { groundOf } from './store.ts'

const village = await openVillage()
after(() => village.close())
const { ada, bob, eve, root, stranger, users, forge } = village

before(async () => {
  const copy = await workingCopy(village)
  for (const name of ['login', 'feature/logout']) await copy.commit(name, { [name.replace('/', '-')]: name })
  await copy.push('acme/site', 'login', 'feature/logout')
  await copy.push('acme/vault', 'main', 'login')
  const open = async (who: typeof ada, repository: string, body: object) => {
    const { status, body: answer } = await who.post(`/2.0/repositories/acme/${repository}/pullrequests`, body)
    assert.equal(status, 201, JSON.stringify(answer))
  }
  const from = (name: string) => ({ source: { branch: { name } } })
  const reviewers = [{ uuid: `{${users.ada.uuid}}` }]
  await open(bob, 'site', { title: 'Let people in', description: 'Closes the door', ...from('login'), reviewers })
  await open(ada, 'site', { title: 'Let people out', ...from('feature/logout') })
  await open(ada, 'vault', { title: 'Secret door', description: 'Hush', ...from('login') })
  await ada.post('/2.0/repositories/acme/site/pullrequests/2/decline', {})
})

const ask = (who: typeof ada, query: Record<string, string>) => askFor(who, 'pullrequests', query)
const found = async (who: typeof ada, query: string, more = {}): Promise<string> =>
  (await namesOf(who, 'pullrequests', { query, ...more })).join()

test('what is no state, no account and no repository is refused', async () => {
  assert.equal((await ask(ada, { state: 'GONE' })).status, 400)
  assert.equal((await ask(ada, { author: 'nobody' })).status, 404)
  assert.equal((await ask(ada, { repository: 'acme' })).status, 404)
  assert.equal((await ask(await village.as('ada', ['repository']), { query: 'door' })).status, 403)
})

test('a hidden repository and a missing one are refused in the same bytes', async () => {
  const [hidden, missing] = [await ask(eve, { repository: 'acme/vault' }), await ask(eve, { repository: 'acme/none' })]
  assert.equal(hidden.status, 404)
  assert.deepEqual(hidden.body, missing.body)
})

test('nothing is found of a private repository by those who may not see it', async () => {
  for (const query of ['secret', 'hush', 'acme/vault#1', 'door'])
    for (const who of [stranger, eve]) assert.doesNotMatch(await found(who, query), /Secret/, query)
  assert.equal(await found(bob, 'secret'), 'Secret door')
  assert.equal(await found(root, 'door'), 'Secret door,Let people in')
})

test('a number finds its pull requests, with a repository the one', async () => {
  assert.equal(await found(ada, '#2'), 'Let people out')
  assert.equal(await found(ada, '2'), 'Let people out')
  assert.equal(await found(ada, 'acme/site#1'), 'Let people in')
  assert.equal(await found(ada, 'acme/vault#1', { repository: 'acme/site' }), '')
  assert.equal(await found(ada, 'acme/none#1'), '')
})

test('titles, branches, descriptions and authors are looked into', async () => {
  assert.equal(await found(stranger, 'people i'), 'Let people in')
  assert.equal(await found(stranger, 'logout'), 'Let people out')
  assert.equal(await found(stranger, 'closes'), 'Let people in')
  assert.equal(await found(stranger, 'bob people'), 'Let people in')
  assert.equal(await found(stranger, 'ain'), 'Let people out,Let people in')
})

test('filters leave out the others', async () => {
  assert.equal(await found(ada, 'let', { state: 'declined' }), 'Let people out')
  assert.equal(await found(ada, '', { author: 'ada', state: 'OPEN' }), 'Secret door')
  assert.equal(await found(ada, '', { reviewer: 'ada' }), 'Let people in')
  assert.equal(await found(ada, 'let', { source: 'login', destination: 'main' }), 'Let people in')
  assert.equal(await found(ada, '', { workspace: 'acme', project: 'SITE', repository: 'acme/vault' }), 'Secret door')
})

test('what was found is marked where the document shows it', async () => {
  const { body } = await ask(stranger, { query: 'login', fields: 'values.id,values.matches' })
  const segments = [{ text: 'login', match: true }]
  assert.deepEqual(body.values, [{ id: 1, matches: [{ field: 'source.branch.name', segments }] }])
  const { body: numbered } = await ask(stranger, { query: '#2' })
  assert.deepEqual(numbered.values[0].matches[0], { field: 'id', segments: [{ text: '#2', match: true }] })
})

test('an author who is called otherwise is found by the new name only', async () => {
  await root.put(`/pail/1/users/${users.bob.uuid}`, { display_name: 'Robert', nickname: 'rob' })
  assert.equal(await found(stranger, 'bob'), '')
  assert.equal(await found(stranger, 'robert'), 'Let people in')
})

test('a question reads no table from end to end', async () => {
  const ground = groundOf({ ...users.bob } as object as Known, { states: [] })
  const db = forge.database.reader
  const tiers = tiersOf(askedFor('let people'), ground)
  const queries = [...tiers.map(needles => through(db, ground, needles)), newest(db, ground, false)]
  for (const query of [...queries, every(db, ground).select('pull_requests.uuid')])
    assert.deepEqual(
      fullScans(await explain(forge.database, query.limit(10))).filter(line => !/VIRTUAL TABLE/.test(line)),
      [],
    )
})
