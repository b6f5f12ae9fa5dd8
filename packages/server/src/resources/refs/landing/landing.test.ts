import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { Conflict, Invalid } from '@pail/failures'
import { type Oid, oid, refName } from '@pail/git'
import { git, openVillage, temporary, tryGit } from '@pail/testkit'
import type { Known } from '../../../kernel/actor.ts'
import { land, move } from './land.ts'

const village = await openVillage()
after(() => village.close())
const { ada, forge, site, users } = village
const { reader } = forge.database
const credential = { uuid: '', kind: 'api_token', scopes: ['*'], granted: new Set(['*']) } as const
const actor: Known = { ...users.ada, credential }
const who = { repository: site, actor }
const branches = '/2.0/repositories/acme/site/refs/branches'
const folder = temporary()
let remote = ''
let [first, tip] = ['', ''] as [Oid, Oid]

before(async () => {
  remote = await village.remote('acme/site', 'ada')
  await git(folder, 'init', '-q', '-b', 'main')
  await git(folder, 'commit', '-q', '--allow-empty', '-m', 'first')
  await git(folder, 'commit', '-q', '--allow-empty', '-m', 'second')
  first = oid(await git(folder, 'rev-parse', 'HEAD~1'))
  tip = oid(await git(folder, 'rev-parse', 'HEAD'))
  await git(folder, 'push', '-q', remote, 'main')
})
beforeEach(() => village.events())

const branch = (name: string) => refName(`refs/heads/${name}`)
const tipOf = async (name: string) => (await git(folder, 'ls-remote', remote, branch(name))).split('\t')[0]
const openIntents = () => reader.selectFrom('ref_intents').selectAll().execute()
const newest = () => reader.selectFrom('events').orderBy('id', 'desc').selectAll().executeTakeFirstOrThrow()

test('a change from where the ref is no longer changes nothing and is not announced', async () => {
  await assert.rejects(move(forge, who, [{ ref: branch('main'), old: first, new: null }]), Invalid)
  await assert.rejects(move(forge, who, [{ ref: branch('main'), old: first, new: tip }]), Conflict)
  await assert.rejects(move(forge, who, [{ ref: branch('main'), old: null, new: first }]), Conflict)
  assert.equal(await tipOf('main'), tip)
  assert.deepEqual(await village.events(), [])
  assert.deepEqual(await openIntents(), [])
})

test('of several changes all are made or none', async () => {
  const changes = [
    { ref: branch('one'), old: null, new: tip },
    { ref: branch('main'), old: first, new: tip },
  ]
  await assert.rejects(move(forge, who, changes), (failure: Error) =>
    /refs\/heads\/main: .*moved/.test(failure.message),
  )
  assert.equal(await tipOf('one'), '')
  assert.deepEqual(await village.events(), [])
})

test('the main branch is kept from the API as from a push', async () => {
  const changes = [
    { ref: branch('innocent'), old: null, new: tip },
    { ref: branch('main'), old: tip, new: null },
  ]
  await assert.rejects(move(forge, who, changes), /Permission denied to delete branch main/)
  assert.equal(await tipOf('innocent'), '')
  assert.deepEqual(await openIntents(), [])
})

test('what is made together is announced together, and tells where history was rewritten', async () => {
  await move(forge, who, [{ ref: branch('back'), old: null, new: tip }])
  await village.events()
  await move(forge, who, [
    { ref: branch('back'), old: tip, new: first },
    { ref: branch('more'), old: null, new: first },
  ])
  assert.deepEqual(await village.events(), ['repo:push'])
  const { changes } = JSON.parse((await newest()).payload)
  assert.deepEqual(
    changes.map(({ ref, forced }: { ref: string; forced: boolean }) => [ref, forced]),
    [
      [branch('back'), true],
      [branch('more'), false],
    ],
  )
})

test('a repository is tidied after a change, once for several', async () => {
  await move(forge, who, [{ ref: branch('tidy'), old: null, new: tip }])
  await move(forge, who, [{ ref: branch('tidy'), old: tip, new: null }])
  const jobs = await reader.selectFrom('jobs').where('unique_key', '=', site.uuid).select('kind').execute()
  const tidying = jobs.filter(({ kind }) => kind === 'maintain-repository')
  assert.equal(tidying.length, 1)
})

test('what was written lands only where the ref still is', async () => {
  const person = { name: 'Ada', email: 'ada@example.com', date: 1_700_000_000 }
  const written = await forge.git.writeCommit(site.uuid, {
    ...{ author: person, committer: person, message: 'third', parents: [tip], changes: [] },
    ...{ ref: branch('slow'), old: null },
  })
  await git(folder, 'push', '-q', remote, `main:${branch('slow')}`)
  await village.events()
  await assert.rejects(land(forge, who, written), Conflict)
  assert.equal(await tipOf('slow'), tip)
  assert.deepEqual(await village.events(), [])
  assert.deepEqual(await openIntents(), [])
})

test('the first branch of a repository becomes its main branch, whoever makes it', async () => {
  await git(folder, 'push', '-q', await village.remote('acme/vault', 'ada'), 'main:refs/tags/seed')
  const repository = '/2.0/repositories/acme/vault'
  assert.equal((await ada.get(repository)).body.mainbranch, null)
  const made = await ada.post(`${repository}/refs/branches`, { name: 'trunk', target: { hash: 'seed' } })
  assert.equal(made.status, 201, JSON.stringify(made.body))
  assert.equal((await ada.get(repository)).body.mainbranch.name, 'trunk')
})

test('of several who make one branch at once one does, the others hear that it is there', async () => {
  const make = () => ada.post(branches, { name: 'wanted', target: { hash: tip } })
  const answers = await Promise.all([make(), make(), make(), make(), make()])
  const late = answers.filter(({ status }) => status !== 201)
  assert.equal(late.length, 4)
  for (const { status, body } of late)
    assert.deepEqual([status, body.error.data.key], [400, 'BRANCH_ALREADY_EXISTS'], JSON.stringify(body))
  assert.deepEqual(await village.events(), ['repo:push'])
})

test('a push and the API do not both make one branch', async () => {
  for (const name of ['a', 'b', 'c']) {
    const [pushed, made] = await Promise.all([
      tryGit(folder, 'push', remote, `${first}:${branch(name)}`),
      ada.post(branches, { name, target: { hash: tip } }),
    ])
    assert.notEqual(pushed.code === 0, made.status === 201, `${pushed.said} ${JSON.stringify(made.body)}`)
    assert.equal(await tipOf(name), made.status === 201 ? tip : first)
    if (made.status !== 201) assert.equal(made.body.error.data.key, 'BRANCH_ALREADY_EXISTS')
    else assert.match(pushed.said, /has moved meanwhile|rejected/)
    assert.deepEqual(await village.events(), ['repo:push'])
  }
})

test('one who removes a branch and one who pushes to it do not both succeed', async () => {
  await move(forge, who, [{ ref: branch('contested'), old: null, new: first }])
  await village.events()
  const [pushed, removed] = await Promise.all([
    tryGit(folder, 'push', remote, `${tip}:${branch('contested')}`),
    ada.delete(`${branches}/contested`),
  ])
  const now = await tipOf('contested')
  assert.ok(removed.status === 204 || removed.status === 409)
  if (removed.status === 409) assert.deepEqual([pushed.code, now], [0, tip])
  if (pushed.code !== 0) assert.equal(now, '')
  assert.deepEqual(await openIntents(), [])
})
