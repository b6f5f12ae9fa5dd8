import assert from 'node:assert/strict'
import { after, afterEach, before, test } from 'node:test'
import { Forbidden } from '@pail/failures'
import { type Oid, oid, refName } from '@pail/git'
import { git, openVillage, temporary, tryGit } from '@pail/testkit'
import { makeKey, noSsh, openSsh } from '@pail/testkit/ssh'
import type { Known } from '../../../kernel/actor.ts'
import { mayBeDeleted, mayChangeBranch } from '../../branch-restrictions/standing.ts'
import { reach } from '../../repositories/reach.ts'
import { addToGroup, makeGroup } from '../../workspaces/groups/change.ts'
import { move } from './land.ts'

const overSsh = noSsh ? test.skip : test
const village = await openVillage()
after(() => village.close())
const { ada, bob, forge, acme, users } = village
const SITE = '/2.0/repositories/acme/site'
const RULES = `${SITE}/branch-restrictions`
const PROJECT = '/pail/1/workspaces/acme/projects/SITE/branch-restrictions'
const folder = temporary()
let [first, tip] = ['', ''] as [Oid, Oid]
let remote = ''

before(async () => {
  remote = await village.remote('acme/site', 'bob')
  await git(folder, 'init', '-q', '-b', 'main')
  for (const message of ['first', 'second']) await git(folder, 'commit', '-q', '--allow-empty', '-m', message)
  first = oid(await git(folder, 'rev-parse', 'HEAD~1'))
  tip = oid(await git(folder, 'rev-parse', 'HEAD'))
  await git(folder, 'push', '-q', remote, `${first}:refs/heads/main`, `${first}:refs/heads/old`)
})
afterEach(async () => {
  for (const at of [RULES, PROJECT])
    for (const { id } of (await ada.get(`${at}?pagelen=100`)).body.values) await ada.delete(`${at}/${id}`)
})

const restrict = async (rule: object, at = RULES) => {
  const { status, body } = await ada.post(at, { ...rule })
  assert.equal(status, 201, JSON.stringify(body))
}
const nobody = { users: [], groups: [] }
const push = (...refspecs: string[]) => tryGit(folder, 'push', remote, ...refspecs)
const tipOf = async (name: string) => (await git(folder, 'ls-remote', remote, `refs/heads/${name}`)).split('\t')[0]
const branch = (name: string) => refName(`refs/heads/${name}`)
const acting = (user: typeof users.ada): Known => ({
  ...user,
  credential: { uuid: '', kind: 'api_token', scopes: ['*'], granted: new Set(['*']) },
})
const site = async () => (await reach(forge.database.reader, 'acme', 'site', undefined))!.repository

test('who is not listed does not push, and nothing of the push is taken', async () => {
  await restrict({ kind: 'push', pattern: 'main', users: [{ username: 'ada' }] })
  const { code, said } = await push(`${tip}:main`, `${tip}:refs/heads/free`)
  assert.equal(code, 1)
  assert.match(said, /^remote: Permission denied to update branch main\. *$/m)
  assert.match(said, /! \[remote rejected\] \w+ -> main \(pre-receive hook declined\)/)
  assert.match(said, /! \[remote rejected\] \w+ -> free \(pre-receive hook declined\)/)
  assert.deepEqual([await tipOf('main'), await tipOf('free')], [first, ''])
})

test('administrators are not exempt, and those who are listed are', async () => {
  await restrict({ kind: 'push', pattern: 'kept/*', users: [{ username: 'bob' }] })
  const byAda = await tryGit(folder, 'push', await village.remote('acme/site', 'ada'), `${first}:refs/heads/kept/a`)
  assert.match(byAda.said, /remote: Permission denied to create branch kept\/a\./)
  assert.equal((await push(`${first}:refs/heads/kept/a`)).code, 0)
  await restrict({ kind: 'push', pattern: '*/a', ...nobody })
  assert.match((await push(`${tip}:kept/a`)).said, /Permission denied to update branch kept\/a\./)
})

test('a group that is listed may push, and its members leave that behind with it', async () => {
  const crew = await forge.database.transact(async tx => {
    const group = await makeGroup(tx, acme, 'Crew')
    await addToGroup(tx, group, users.bob.uuid)
    return group
  })
  await restrict({ kind: 'push', pattern: 'crewed', groups: [{ slug: crew.slug }] })
  assert.equal((await push(`${first}:refs/heads/crewed`)).code, 0)
  await forge.database.transact(tx => tx.deleteFrom('group_members').where('user_uuid', '=', users.bob.uuid).execute())
  assert.match((await push(`${tip}:crewed`)).said, /Permission denied to update branch crewed\./)
})

test('history is not rewritten and branches do not go where that is restricted', async () => {
  await push(`${tip}:refs/heads/fixed`)
  await restrict({ kind: 'force', pattern: 'fixed' })
  const forced = await push(`+${first}:fixed`)
  assert.match(forced.said, /^remote: Permission denied to rewrite history of branch fixed\. *$/m)
  await restrict({ kind: 'delete', pattern: 'fix*' })
  const deleted = await push(':fixed')
  assert.match(deleted.said, /^remote: Permission denied to delete branch fixed\. *$/m)
  assert.equal(await tipOf('fixed'), tip)
  const refused = await bob.delete(`${SITE}/refs/branches/fixed`)
  assert.deepEqual(
    [refused.status, refused.body],
    [403, { type: 'error', error: { message: 'Permission denied to delete branch fixed.' } }],
  )
  assert.equal(await mayBeDeleted(forge, await site(), 'fixed'), false)
  assert.equal(await mayBeDeleted(forge, await site(), 'main'), false)
  assert.equal(await mayBeDeleted(forge, await site(), 'old'), true)
})

test('the API is held to the same, and tags are free', async () => {
  await restrict({ kind: 'push', pattern: '*', ...nobody })
  const form = new FormData()
  form.set('a.txt', 'a')
  const written = await ada.send('POST', `${SITE}/src`, { body: form })
  assert.deepEqual([written.status, written.body.error.message], [403, 'Permission denied to update branch main.'])
  const made = await ada.post(`${SITE}/refs/branches`, { name: 'new', target: { hash: first } })
  assert.deepEqual([made.status, made.body.error.message], [403, 'Permission denied to create branch new.'])
  assert.equal((await ada.post(`${SITE}/refs/tags`, { name: 'v1', target: { hash: first } })).status, 201)
  assert.equal((await push(`${tip}:refs/tags/v2`)).code, 0)
  assert.equal((await ada.delete(`${SITE}/refs/branches/old`)).status, 204)
  assert.equal(await tipOf('main'), first)
})

test('an access token is not on any list', async () => {
  const wish = { name: 'ci', scopes: ['repository:write'] }
  const { secret } = (await ada.post('/pail/1/repositories/acme/site/access-tokens', wish)).body
  const url = Object.assign(new URL(remote), { username: 'x-token-auth', password: secret }).href
  assert.equal((await tryGit(folder, 'push', url, `${first}:refs/heads/by-token`)).code, 0)
  await restrict({ kind: 'push', pattern: 'by-*', users: [{ username: 'bob' }] })
  const { said } = await tryGit(folder, 'push', url, `${tip}:by-token`)
  assert.match(said, /remote: Permission denied to update branch by-token\./)
})

test('a merge is stopped by restrict_merges, and by push where that is not there', async () => {
  const merging = { repository: await site(), actor: acting(users.bob), through: 'merge' } as const
  const changes = [{ ref: branch('main'), old: first, new: tip }]
  await restrict({ kind: 'push', pattern: 'main', ...nobody })
  const asked = { repository: merging.repository, branch: 'main', way: 'merge' } as const
  assert.equal(await mayChangeBranch(forge, asked, users.bob), false)
  await assert.rejects(
    move(forge, merging, changes),
    (refusal: Error) =>
      refusal instanceof Forbidden && refusal.message === 'Permission denied to merge into branch main.',
  )
  await restrict({ kind: 'restrict_merges', pattern: 'main', users: [{ username: 'bob' }] })
  assert.equal(await mayChangeBranch(forge, asked, users.bob), true)
  await assert.rejects(move(forge, { ...merging, actor: acting(users.ada) }, changes), Forbidden)
  await assert.rejects(move(forge, { repository: merging.repository, actor: acting(users.bob) }, changes), Forbidden)
  await move(forge, merging, changes)
  assert.equal(await tipOf('main'), tip)
})

test('the source branch of a merge stays where it may not go', async () => {
  await push(`${first}:refs/heads/source`)
  await restrict({ kind: 'delete', pattern: 'source' })
  const merging = { repository: await site(), actor: acting(users.bob), through: 'merge' } as const
  await assert.rejects(
    move(forge, merging, [{ ref: branch('source'), old: first, new: null }]),
    /Permission denied to delete branch source\./,
  )
})

test('what the queue does on branches of its own no restriction concerns', async () => {
  await restrict({ kind: 'push', pattern: '*', ...nobody })
  await restrict({ kind: 'force', pattern: '*' })
  const queueing = { repository: await site(), actor: acting(users.bob), through: 'queue' } as const
  await move(forge, queueing, [{ ref: branch('merge-queue/main/1'), old: null, new: tip }])
  await move(forge, queueing, [{ ref: branch('merge-queue/main/1'), old: tip, new: first }])
  assert.equal(await tipOf('merge-queue/main/1'), first)
})

test('restrictions by the branching model follow it, that of the project too', async () => {
  await restrict({ kind: 'push', branch_match_kind: 'branching_model', branch_type: 'release', ...nobody }, PROJECT)
  await restrict({ kind: 'force', branch_match_kind: 'branching_model', branch_type: 'development' }, PROJECT)
  assert.match((await push(`${tip}:refs/heads/release/1`)).said, /Permission denied to create branch release\/1\./)
  const model = '/2.0/workspaces/acme/projects/SITE/branching-model/settings'
  await ada.put(model, { development: { name: 'trunk' }, branch_types: [{ kind: 'release', prefix: 'rel/' }] })
  assert.equal((await push(`${tip}:refs/heads/release/1`)).code, 0)
  assert.match((await push(`${tip}:refs/heads/rel/1`)).said, /Permission denied to create branch rel\/1\./)
  // There is no trunk in this repository, so its main branch stands in.
  assert.match((await push('+HEAD~1:main')).said, /Permission denied to rewrite history of branch main\./)
  await push(`${tip}:refs/heads/trunk`)
  assert.match((await push('+HEAD~1:trunk')).said, /Permission denied to rewrite history of branch trunk\./)
  assert.equal((await push('+HEAD~1:main', `+${tip}:main`)).code === 0, false)
  assert.equal((await push('+HEAD~1:main')).code, 0)
})

overSsh('a push over SSH is refused in the same words', async () => {
  const port = await openSsh(forge)
  const key = makeKey()
  await bob.post('/2.0/users/bob/ssh-keys', { key: key.public })
  await restrict({ kind: 'push', pattern: 'main', ...nobody })
  const { code, err } = await port.git(
    key,
    folder,
    'push',
    '--force',
    port.url('acme/site'),
    'main',
    `${tip}:refs/heads/else`,
  )
  assert.equal(code, 1)
  assert.match(err, /^remote: Permission denied to update branch main\. *$/m)
  assert.match(err, /! \[remote rejected\] main -> main \(pre-receive hook declined\)/)
  assert.equal(await tipOf('else'), '')
  await port.close()
})
