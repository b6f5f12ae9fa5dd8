import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import type { ProposedUpdate } from '@pail/git-node'
import { makeKey } from '@pail/ssh-keys/testing'
import { git, listen, openVillage, temporary, tryGit } from '@pail/testkit'
import type { Opened, Refused } from './gate.ts'
import { repositoryGate } from './repository-gate.ts'
import { smartHttp } from './smart-http.ts'
import { keyGate } from './ssh/key-gate.ts'

const village = await openVillage()
const { forge } = village
const door = smartHttp({ gitNode: forge.git, gate: repositoryGate(forge) })
const served = await listen((request, response) => void door(request, response))
after(async () => {
  await served.close()
  await village.close()
})

const url = (path: string, user = '', secret = '') =>
  `${served.origin.replace('://', user ? `://${user}:${secret}@` : '://')}/${path}.git`
let folder = ''
beforeEach(async () => {
  folder = temporary()
  await git(folder, 'init', '-q', '-b', 'main')
  await git(folder, 'commit', '-q', '--allow-empty', '-m', 'first')
  await village.events()
})
const adaSecret = await village.secret('ada')

test('an anonymous caller is asked for credentials, whether there is a private repository or none', async () => {
  for (const name of ['acme/vault', 'acme/nothing', 'nowhere/nothing']) {
    const answer = await fetch(`${served.origin}/${name}.git/info/refs?service=git-upload-pack`)
    assert.equal(answer.status, 401)
    assert.match(answer.headers.get('www-authenticate') ?? '', /^Basic realm=/)
  }
})

test('somebody without access is told the same of a private repository as of a missing one', async () => {
  const secret = await village.secret('eve')
  const said = await Promise.all(
    ['acme/vault', 'acme/nothing'].map(name => tryGit(folder, 'ls-remote', url(name, 'eve', secret))),
  )
  assert.deepEqual(
    said.map(({ said }) => said.replaceAll(/acme\/\w+/g, '')),
    [said[0]!.said.replaceAll(/acme\/\w+/g, ''), said[0]!.said.replaceAll(/acme\/\w+/g, '')],
  )
  assert.match(said[0]!.said, /You may not have access to this repository/)
})

test('a wrong token is refused even where anybody may read', async () => {
  // Git itself offers its credentials only when it is asked for them.
  const header = `http.extraHeader=Authorization: Basic ${Buffer.from('ada:nonsense').toString('base64')}`
  const { code, said } = await tryGit(folder, '-c', header, 'ls-remote', url('acme/site'))
  assert.equal(code, 128)
  assert.match(said, /Authentication failed|could not read Username|401/)
})

test('whoever may only read does not push', async () => {
  const { said } = await tryGit(folder, 'push', url('acme/site', 'eve', await village.secret('eve')), 'main')
  assert.match(said, /403|write or admin access/)
  assert.deepEqual(await village.events(), [])
})

test('a token without the scope for writing reads but does not push', async () => {
  const secret = await village.secret('ada', ['repository'])
  await git(folder, 'ls-remote', url('acme/vault', 'ada', secret))
  assert.match(
    (await tryGit(folder, 'push', url('acme/vault', 'ada', secret), 'main')).said,
    /required privilege scopes|403/,
  )
})

test('whoever may no longer push when the pack is there changes nothing, by whichever door', async () => {
  const wish = { workspace: 'acme', repository: 'site', grade: 'write', origin: served.origin } as const
  const update = { ref: 'refs/heads/late', old: null, new: '1'.repeat(40), forced: false } as ProposedUpdate
  const refusal = async (opened: Opened | Refused) =>
    (await (opened as Opened).push!.admit([update], { head: null, options: [], atomic: false }))[0]?.reason
  const { body: token } = await village.bob.post('/pail/1/user/tokens', { name: 'late', scopes: ['repository:write'] })
  const { fingerprint, uuid } = await keyOfBob()
  const byToken = await repositoryGate(forge).open({ ...wish, authorization: `Bearer ${token.secret}` })
  const byKey = await keyGate(forge).open(fingerprint, wish)
  assert.deepEqual([await refusal(byToken), await refusal(byKey)], [undefined, undefined])
  await forge.database.transact(tx => tx.deleteFrom('grants').execute())
  const denied = 'Access denied. You must have write or admin access.'
  assert.deepEqual([await refusal(byToken), await refusal(byKey)], [denied, denied])
  await village.bob.delete(`/pail/1/user/tokens/${encodeURIComponent(token.uuid)}`)
  await village.bob.delete(`/2.0/users/bob/ssh-keys/${encodeURIComponent(uuid)}`)
  assert.match((await refusal(byToken)) ?? '', /^Token is invalid, expired/)
  assert.equal(await refusal(byKey), 'The key opens nothing any more.')
})

async function keyOfBob(): Promise<{ fingerprint: string; uuid: string }> {
  const { body } = await village.bob.post('/2.0/users/bob/ssh-keys', { key: makeKey().line })
  return { fingerprint: body.fingerprint, uuid: body.uuid }
}

test('a token is taken under any user name, the literal ones among them', async () => {
  for (const user of ['x-token-auth', 'x-bitbucket-api-token-auth', 'ada', 'whoever'])
    await git(folder, 'ls-remote', url('acme/vault', user, adaSecret))
})

test('the first push makes the main branch, announces itself, and anybody may read what is public', async () => {
  await git(folder, 'push', '-q', url('acme/site', 'ada', adaSecret), 'main')
  assert.deepEqual(await village.events(), ['repo:push'])
  assert.equal((await village.stranger.get('/2.0/repositories/acme/site')).body.mainbranch.name, 'main')
  assert.equal(
    (await git(folder, 'ls-remote', url('acme/site'), 'main')).split('\t')[0],
    await git(folder, 'rev-parse', 'HEAD'),
  )
})

test('pushing a branch prints the address of a new pull request', async () => {
  await git(folder, 'push', '-q', '--force', url('acme/site', 'ada', adaSecret), 'main')
  const { said } = await tryGit(folder, 'push', url('acme/site', 'ada', adaSecret), 'HEAD:refs/heads/feature/x')
  assert.match(said, /remote: Create pull request for feature\/x:/)
  assert.ok(said.includes(`${served.origin}/acme/site/pull-requests/new?source=feature/x&t=1`), said)
})

test('the main branch is not deleted by a push, others are', async () => {
  const remote = url('acme/site', 'ada', adaSecret)
  await git(folder, 'push', '-q', '--force', remote, 'main', 'HEAD:refs/heads/old')
  const { said } = await tryGit(folder, 'push', remote, ':main')
  assert.match(said, /remote: Permission denied to delete branch main/)
  assert.match(said, /! \[remote rejected\] main \(pre-receive hook declined\)/)
  await git(folder, 'push', '-q', remote, ':old')
  assert.doesNotMatch(await git(folder, 'ls-remote', remote), /refs\/heads\/old/)
})

test('one refused ref refuses the whole push, and nothing is announced', async () => {
  const remote = url('acme/site', 'ada', adaSecret)
  await git(folder, 'push', '-q', '--force', remote, 'main')
  await village.events()
  const { said } = await tryGit(folder, 'push', remote, ':main', 'HEAD:refs/heads/innocent')
  assert.match(said, /innocent \(pre-receive hook declined\)/)
  assert.deepEqual(await village.events(), [])
})

test('names of the server for its own use are neither pushed nor shown', async () => {
  const remote = url('acme/site', 'ada', adaSecret)
  const { code } = await tryGit(folder, 'push', remote, 'HEAD:refs/pull-requests/1/from')
  assert.notEqual(code, 0)
  assert.doesNotMatch(await git(folder, 'ls-remote', remote), /refs\/pull-requests/)
})

test('a renamed repository is found under its old name', async () => {
  const made = await village.ada.post('/2.0/repositories/acme/before', { is_private: false })
  assert.equal(made.status, 200)
  await git(folder, 'push', '-q', url('acme/before', 'ada', adaSecret), 'main')
  await village.ada.put('/2.0/repositories/acme/before', { name: 'afterwards' })
  const said = await git(folder, 'ls-remote', url('acme/before'))
  assert.match(said, /refs\/heads\/main/)
})

test('of pushes to one branch at the same time exactly one wins, and only that one is announced', async () => {
  const remote = url('acme/vault', 'ada', adaSecret)
  await git(folder, 'push', '-q', '--force', remote, 'main')
  await village.events()
  const pushers = await Promise.all(
    ['a', 'b', 'c', 'd', 'e', 'f'].map(async name => {
      const copy = temporary()
      await git(copy, 'clone', '-q', remote, '.')
      await git(copy, 'commit', '-q', '--allow-empty', '-m', name)
      return copy
    }),
  )
  const ends = await Promise.all(pushers.map(copy => tryGit(copy, 'push', 'origin', 'HEAD:main')))
  assert.equal(ends.filter(({ code }) => code === 0).length, 1)
  assert.deepEqual(await village.events(), ['repo:push'])
})
