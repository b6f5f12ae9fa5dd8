import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Caller, caller, openVillage } from '@pail/testkit'
import { workingCopy } from '../pull-requests/testing.ts'
import { ask, found as namesOf } from './testing.ts'

const village = await openVillage()
after(() => village.close())
const { ada, bob, eve, root, stranger, users } = village
type Kind = Parameters<typeof ask>[1]

const found = async (by: Caller, kind: Kind, query: string): Promise<string[]> =>
  (await namesOf(by, kind, { query })).sort()

/** Two questions of which nobody who asks can tell which one names something hidden. */
async function answersAlike(by: Caller, kind: Kind, [hidden, missing]: Record<string, string>[], names: string[]) {
  const [one, other] = [await ask(by, kind, hidden!), await ask(by, kind, missing!)]
  const blurred = (body: unknown) => names.reduce((text, name) => text.replaceAll(name, '*'), JSON.stringify(body))
  assert.equal(one.status, other.status)
  assert.equal(blurred(one.body), blurred(other.body), JSON.stringify(hidden))
}

before(async () => {
  await ada.post('/2.0/workspaces/acme/projects', { key: 'DEEP', name: 'Deepest', is_private: true })
  await ada.post('/2.0/repositories/acme/deep', { project: { key: 'DEEP' }, description: 'Sunken treasure' })
  const copy = await workingCopy(village)
  await copy.commit('wreck', { wreck: 'wreck' })
  await copy.push('acme/deep', 'main', 'wreck')
  await copy.push('acme/site', 'main')
  const fork = { name: 'hideout', is_private: true, project: { key: 'DEEP' }, workspace: { slug: 'acme' } }
  assert.equal((await ada.post('/2.0/repositories/acme/site/forks', fork)).status, 201)
  await copy.push('acme/hideout', 'wreck')
  const open = async (repository: string, body: object) => {
    const opened = await ada.post(`/2.0/repositories/acme/${repository}/pullrequests`, body)
    assert.equal(opened.status, 201, JSON.stringify(opened.body))
  }
  await open('deep', { title: 'Raise the wreck', source: { branch: { name: 'wreck' } } })
  const source = { branch: { name: 'wreck' }, repository: { full_name: 'acme/hideout' } }
  await open('site', { title: 'Bring it over', source, destination: { branch: { name: 'main' } } })
})

test('neither names, projects, descriptions nor numbers lead outsiders to what is private', async () => {
  for (const by of [stranger, eve, bob]) {
    for (const query of ['deep', 'acme/deep', 'sunken', 'deepest', 'hideout', 'd'])
      assert.deepEqual(await found(by, 'repositories', query), [], query)
    for (const query of ['raise', 'acme/deep#1', '#1', 'wreck'])
      assert.deepEqual((await found(by, 'pullrequests', query)).includes('Raise the wreck'), false, query)
  }
  assert.deepEqual(await found(ada, 'repositories', 'sunken'), ['acme/deep'])
  assert.deepEqual(await found(ada, 'pullrequests', 'acme/deep#1'), ['Raise the wreck'])
})

test('narrowing by what is hidden and by what is not there is answered alike', async () => {
  const within = (more: Record<string, string>) => ({ query: 'e', ...more })
  for (const by of [stranger, eve, bob])
    for (const kind of ['repositories', 'pullrequests'] as const) {
      const project = (key: string) => within({ workspace: 'acme', project: key })
      await answersAlike(by, kind, [project('DEEP'), project('NONE')], ['DEEP', 'NONE'])
      await answersAlike(by, kind, [{ query: 'acme/deep#1' }, { query: 'acme/none#1' }], ['deep', 'none'])
    }
  for (const kind of ['repositories', 'pullrequests', 'people'] as const)
    await answersAlike(
      bob,
      kind,
      [within({ workspace: 'elsewhere' }), within({ workspace: 'nowhere' })],
      ['elsewhere', 'nowhere'],
    )
  const repository = (name: string) => within({ repository: name })
  for (const by of [stranger, eve, bob])
    await answersAlike(by, 'pullrequests', [repository('acme/deep'), repository('acme/none')], ['deep', 'none'])
})

test('a pull request from a hidden fork is found without saying where it comes from', async () => {
  for (const by of [stranger, bob]) {
    const { body } = await ask(by, 'pullrequests', { query: 'bring', fields: '+values.*.*.*' })
    assert.equal(body.values.length, 1)
    assert.doesNotMatch(JSON.stringify(body), /hideout|deep/i)
  }
})

test('a token finds what it was made for, in the kinds that its scopes name', async () => {
  const tokenOf = async (holder: string, scopes: string[]) => {
    const { body } = await ada.post(`/pail/1/${holder}/access-tokens`, { name: 'finder', scopes })
    return caller(village.fetch, body.secret)
  }
  const narrow = await tokenOf('repositories/acme/vault', ['repository'])
  assert.deepEqual(await found(narrow, 'repositories', 'acme'), ['acme/site', 'acme/vault'])
  assert.equal((await ask(narrow, 'pullrequests', { query: 'wreck' })).status, 403)
  assert.equal((await ask(narrow, 'people', { query: 'bob' })).status, 403)
  const project = await tokenOf('workspaces/acme/projects/DEEP', ['pullrequest'])
  assert.deepEqual(await found(project, 'repositories', 'acme'), ['acme/deep', 'acme/hideout', 'acme/site'])
  assert.deepEqual(await found(project, 'pullrequests', 'raise'), ['Raise the wreck'])
  // As the list of members has it, which this token may read.
  assert.deepEqual(await found(await tokenOf('workspaces/acme', ['account']), 'people', ''), ['ada', 'bob'])
})

test('a workspace that was renamed while hidden does not say so to outsiders', async () => {
  assert.equal((await root.put('/pail/1/workspaces/elsewhere', { slug: 'far-away' })).status, 200)
  const within = (workspace: string) => ({ query: 'x', workspace })
  for (const name of ['elsewhere', 'far-away'])
    for (const kind of ['repositories', 'pullrequests', 'people'] as const)
      await answersAlike(bob, kind, [within(name), within('nowhere')], [name, 'nowhere'])
})

test('whoever leaves a workspace finds neither what is in it nor who is, and is found by nobody there', async () => {
  assert.deepEqual(await found(bob, 'repositories', 'vault'), ['acme/vault'])
  assert.deepEqual(await found(bob, 'people', 'ada'), ['ada'])
  assert.equal((await ada.delete(`/pail/1/workspaces/acme/members/{${users.bob.uuid}}`)).status, 204)
  assert.deepEqual(await found(bob, 'repositories', 'vault'), [])
  assert.deepEqual(await found(bob, 'people', 'ada'), [])
  assert.deepEqual(await found(ada, 'people', 'bob'), [])
})

test('what turns private, goes elsewhere or is deleted is found no more from that moment on', async () => {
  assert.deepEqual(await found(stranger, 'pullrequests', 'bring'), ['Bring it over'])
  await ada.put('/2.0/repositories/acme/site', { is_private: true })
  assert.deepEqual(await found(stranger, 'pullrequests', 'bring'), [])
  assert.deepEqual(await found(stranger, 'repositories', 'site'), [])
  await eve.post('/2.0/workspaces/far-away/projects', { key: 'FAR', name: 'Far' })
  const to = { workspace: { slug: 'far-away' }, project: { key: 'FAR' } }
  assert.equal((await root.post('/pail/1/repositories/acme/deep/transfer', to)).status, 200)
  assert.deepEqual(await found(ada, 'repositories', 'sunken'), [])
  assert.deepEqual(await found(ada, 'pullrequests', 'raise'), [])
  assert.deepEqual(await found(eve, 'pullrequests', 'raise'), ['Raise the wreck'])
  assert.equal((await eve.delete('/2.0/repositories/far-away/deep')).status, 204)
  for (const by of [eve, root]) assert.deepEqual(await found(by, 'pullrequests', 'raise'), [])
})
