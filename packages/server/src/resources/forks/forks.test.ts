import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { git, openVillage, temporary, tryGit } from '@pail/testkit'
import { makeFirstProject } from '../projects/make.ts'
import { makeWorkspace } from '../workspaces/make.ts'

const village = await openVillage()
after(() => village.close())
const { ada, bob, eve, stranger, forge, users } = village
const all = '/2.0/repositories'
const forksOf = (name: string) => `${all}/${name}/forks`
const storageOf = (body: { uuid: string }) => body.uuid.slice(1, -1)
const names = (body: { values: { full_name: string }[] }) => body.values.map(one => one.full_name).toSorted()

before(async () => {
  const work = join(temporary(), 'work')
  await git('/', 'init', '-q', '-b', 'main', work)
  await git(work, 'commit', '-q', '--allow-empty', '-m', 'One')
  await git(work, 'branch', 'side')
  await git(work, 'tag', 'v1')
  for (const name of ['acme/site', 'acme/vault']) {
    const remote = await village.remote(name)
    await git(work, 'push', '-q', remote, 'main', 'side', 'v1')
  }
  await forge.database.transact(async tx =>
    makeFirstProject(tx, await makeWorkspace(tx, { slug: 'eves' }, users.eve, true)),
  )
})

const fork = async (of: string, body: object, by = ada) => {
  const answer = await by.post(forksOf(of), body)
  assert.equal(answer.status, 201, JSON.stringify(answer.body))
  return answer.body
}
const change = async (name: string, body: object, by = ada) => {
  const { status } = await by.put(`${all}/${name}`, body)
  assert.equal(status, 200)
}
const create = async (name: string, body: object = {}) => {
  const [, slug] = name.split('/')
  assert.equal((await ada.post(`${all}/${name}`, { project: { key: 'SITE' }, name: slug, ...body })).status, 200)
}

test('nobody in particular forks, nor a token that may only read', async () => {
  assert.equal((await stranger.post(forksOf('acme/site'), {})).status, 401)
  assert.equal((await (await village.as('eve', ['repository'])).post(forksOf('acme/site'), {})).status, 403)
})

test('a hidden repository is refused like a missing one', async () => {
  for (const method of ['GET', 'POST']) {
    const ask = (name: string) => eve.send(method, forksOf(name), method === 'POST' ? { body: {} } : {})
    const [hidden, missing] = [await ask('acme/vault'), await ask('acme/missing')]
    assert.deepEqual([hidden.status, hidden.body], [missing.status, missing.body])
    assert.equal(hidden.status, 404)
  }
})

test('a fork goes where its maker may create, and hidden places are no places', async () => {
  const into = (slug: string, by = bob) => by.post(forksOf('acme/site'), { name: 'x', workspace: { slug } })
  assert.equal((await into('acme')).status, 403)
  const [hidden, missing] = [await into('elsewhere'), await into('missing')]
  assert.equal(hidden.status, 400)
  assert.equal(hidden.body.error.message, 'workspace: Workspace elsewhere not found.')
  assert.equal(missing.body.error.message, 'workspace: Workspace missing not found.')
  assert.equal((await into('acme', eve)).status, 403)
})

test('without a workspace of their own the maker must name one', async () => {
  const { status, body } = await bob.post(forksOf('acme/site'), {})
  assert.equal(status, 400)
  assert.match(body.error.message, /^workspace: You have no workspace of your own/)
})

test('a name is taken once, and a second try leaves nothing on disk', async () => {
  const before = (await forge.git.list()).length
  const { status, body } = await ada.post(forksOf('acme/site'), { workspace: { slug: 'acme' } })
  assert.equal(status, 400)
  assert.equal(body.error.message, 'Repository with this Slug and Owner already exists.')
  assert.deepEqual(body.error.fields, { name: ['You already have a repository with this name.'] })
  assert.equal((await forge.git.list()).length, before)
})

test('what a fork is told must be of its kind', async () => {
  const ask = (body: object) => ada.post(forksOf('acme/site'), { workspace: { slug: 'acme' }, name: 'odd', ...body })
  assert.equal((await ask({ project: { key: 'NOPE' } })).status, 400)
  assert.equal((await ask({ mainbranch: { name: 'missing' } })).status, 400)
  assert.equal((await ask({ mainbranch: { name: '../x' } })).status, 400)
  assert.equal((await ask({ fork_policy: 'maybe' })).status, 400)
})

test('a repository without forks has none, and one with private forks only private ones', async () => {
  await create('acme/sealed', { is_private: false, fork_policy: 'no_forks' })
  assert.equal((await eve.post(forksOf('acme/sealed'), {})).status, 403)
  const asked = { workspace: { slug: 'acme' }, name: 'open', is_private: false }
  const { status, body } = await ada.post(forksOf('acme/vault'), asked)
  assert.equal(status, 400)
  assert.deepEqual(Object.keys(body.error.fields), ['is_private'])
})

test('what a private repository keeps private stays so down the line', async () => {
  await fork('acme/vault', { workspace: { slug: 'acme' }, name: 'kept', fork_policy: 'allow_forks' })
  assert.equal((await ada.put(`${all}/acme/kept`, { is_private: false })).status, 400)
  const asked = { workspace: { slug: 'acme' }, name: 'kept 2' }
  assert.equal((await ada.post(forksOf('acme/kept'), { ...asked, is_private: false })).status, 400)
  await fork('acme/kept', asked)
  assert.equal((await ada.put(`${all}/acme/kept-2`, { is_private: false })).status, 400)
})

test('a private project and a private workspace hold private forks only', async () => {
  await ada.post('/2.0/workspaces/acme/projects', { key: 'DARK', name: 'Dark', is_private: true })
  const asked = { workspace: { slug: 'acme' }, name: 'dark', project: { key: 'DARK' } }
  assert.equal((await ada.post(forksOf('acme/site'), asked)).status, 400)
  assert.equal((await fork('acme/site', { ...asked, is_private: true })).project.key, 'DARK')
})

test('a fork holds what the source holds, and says what it says', async () => {
  await change('acme/site', { description: 'The site', language: 'css', has_issues: true })
  await village.events()
  const answer = await eve.post(forksOf('acme/site'), {
    description: 'Mine',
    parent: null,
    scm: 'hg',
    full_name: 'acme/other',
  })
  assert.equal(answer.status, 201, JSON.stringify(answer.body))
  const { body } = answer
  assert.equal(answer.headers.get('location'), 'http://pail.test/2.0/repositories/eves/site')
  assert.deepEqual(await village.events(), ['repo:fork'])
  assert.deepEqual(
    [body.full_name, body.name, body.description, body.language, body.scm, body.is_private, body.has_issues],
    ['eves/site', 'site', 'Mine', 'css', 'git', false, true],
  )
  assert.equal(body.parent.full_name, 'acme/site')
  assert.equal(body.mainbranch.name, 'main')
  const refs = await Promise.all(
    ['acme/site', 'eves/site'].map(async name => git('/', 'ls-remote', await village.remote(name, 'eve'))),
  )
  assert.equal(refs[0], refs[1])
})

test('a fork can have another main branch', async () => {
  const asked = { workspace: { slug: 'acme' }, name: 'Side Shop', mainbranch: { name: 'side' } }
  const body = await fork('acme/site', asked)
  assert.deepEqual([body.slug, body.mainbranch.name], ['side-shop', 'side'])
  const said = await git('/', 'ls-remote', '--symref', await village.remote('acme/side-shop'), 'HEAD')
  assert.match(said, /^ref: refs\/heads\/side\t/)
})

test('an empty repository has empty forks', async () => {
  await create('acme/empty')
  const body = await fork('acme/empty', { workspace: { slug: 'acme' }, name: 'empty too' })
  assert.equal(body.mainbranch, null)
  await ada.post(`${all}/acme/empty-too/src`, new URLSearchParams({ 'a.txt': 'a' }))
  assert.equal((await ada.get(`${all}/acme/empty-too`)).body.mainbranch.name, 'main')
})

test('the list has the forks that the caller may see, by role and query', async () => {
  await create('acme/source', { is_private: false })
  await fork('acme/source', { workspace: { slug: 'acme' }, name: 'shown' })
  await fork('acme/source', { workspace: { slug: 'acme' }, name: 'hidden', is_private: true })
  await fork('acme/source', {}, eve)
  const at = forksOf('acme/source')
  assert.deepEqual(names((await stranger.get(at)).body), ['acme/shown', 'eves/source'])
  assert.deepEqual(names((await ada.get(at)).body), ['acme/hidden', 'acme/shown', 'eves/source'])
  assert.deepEqual(names((await eve.get(`${at}?role=owner`)).body), ['eves/source'])
  assert.deepEqual(names((await ada.get(`${at}?q=name~"h"&sort=-name`)).body), ['acme/hidden', 'acme/shown'])
  assert.equal((await ada.get(`${at}?q=nonsense=1`)).status, 400)
})

test('a parent is shown to those who may see it', async () => {
  await create('acme/flipped', { is_private: false })
  await fork('acme/flipped', {}, eve)
  await change('acme/flipped', { is_private: true })
  const seen = await eve.get(`${all}/eves/flipped`)
  assert.equal(seen.body.parent, null)
  assert.equal((await ada.get(`${all}/eves/flipped`)).body.parent.full_name, 'acme/flipped')
  assert.deepEqual(names((await eve.get(`${all}/eves?q=parent.full_name="acme/flipped"`)).body), [])
})

test('who was given a fork learns nothing of a hidden parent by asking for it', async () => {
  await ada.post('/2.0/workspaces/acme/projects', { key: 'ATTIC', name: 'Attic', is_private: true })
  await create('acme/attic', { project: { key: 'ATTIC' }, is_private: true })
  await fork('acme/attic', { workspace: { slug: 'acme' }, name: 'annex', project: { key: 'SITE' }, is_private: true })
  assert.equal((await bob.get(`${all}/acme/annex`)).body.parent, null)
  const asked = `${all}/acme?q=parent.full_name="acme/attic"`
  assert.deepEqual(names((await bob.get(asked)).body), [])
  assert.deepEqual(names((await ada.get(asked)).body), ['acme/annex'])
})

test('what lies in a fork only cannot be had from its parent', async () => {
  await create('acme/base', { is_private: false })
  await ada.post(`${all}/acme/base/src`, new URLSearchParams({ 'a.txt': 'a' }))
  await fork('acme/base', { is_private: true, fork_policy: 'no_forks' }, eve)
  const made = await eve.post(`${all}/eves/base/src`, new URLSearchParams({ 'secret.txt': 'x' }))
  const secret = made.headers.get('location')?.split('/').at(-1) ?? ''
  const work = join(temporary(), 'work')
  await git('/', 'init', '-q', work)
  assert.equal((await tryGit(work, 'fetch', '-q', await village.remote('eves/base', 'eve'), secret)).code, 0)
  const other = join(temporary(), 'other')
  await git('/', 'init', '-q', other)
  assert.notEqual((await tryGit(other, 'fetch', '-q', await village.remote('acme/base'), secret)).code, 0)
  assert.equal((await ada.get(`${all}/acme/base/commit/${secret}`)).status, 404)
  assert.equal(
    (await ada.post(`${all}/acme/base/src`, new URLSearchParams({ b: 'b', branch: 'b', parents: secret }))).status,
    400,
  )
})

test('forks outlive what they were forked from', async () => {
  await create('acme/mortal', { is_private: false })
  await ada.post(`${all}/acme/mortal/src`, new URLSearchParams({ 'a.txt': 'a' }))
  const one = await fork('acme/mortal', {}, eve)
  const two = await fork('eves/mortal', { workspace: { slug: 'acme' }, name: 'mortal 2' })
  assert.equal((await ada.delete(`${all}/acme/mortal`)).status, 204)
  await village.work()
  const { body } = await eve.get(`${all}/eves/mortal`)
  assert.equal(body.parent, null)
  for (const made of [one, two]) assert.deepEqual(await forge.git.fsck(storageOf(made)), [])
  const clone = join(temporary(), 'clone')
  await git('/', 'clone', '-q', await village.remote('acme/mortal-2'), clone)
  assert.equal(await git(clone, 'ls-files'), 'a.txt')
  assert.equal((await ada.get(`${all}/acme/mortal-2`)).body.parent.full_name, 'eves/mortal')
})
