import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { ADMIN_TOKEN, asAdmin, git, type PailProcess, startPail, temporary, tryGit } from '@pail/testkit'
import { clientOf, type KeyPair, makeKey, noSsh, type SshClient } from '@pail/testkit/ssh'

/** Git with every credential there is, over both transports, against one server. */
let pail: PailProcess
let ssh: SshClient
let work: string

/** What somebody shows to Git, and the address at which the credential is taken back. */
interface Credential {
  user: string
  secret: string
  at: string
}

const send = (method: string, path: string, body?: object) => asAdmin(pail.origin, `${method} ${path}`, body)

before(async () => {
  pail = await startPail({ PAIL_LOG: 'debug', ...(!noSsh && { PAIL_SSH: 'on', PAIL_SSH_PORT: '0' }) })
  await send('POST', '/2.0/workspaces/demo/projects', { key: 'BOX', name: 'Box' })
  await send('POST', '/2.0/repositories/demo/shelf', { is_private: true, project: { key: 'BOX' } })
  await send('POST', '/2.0/repositories/demo/other', { is_private: true })
  work = join(temporary(), 'work')
  await git(temporary(), 'init', '-q', '-b', 'main', work)
  for (const name of ['shelf', 'other']) {
    await git(work, 'commit', '-q', '--allow-empty', '-m', name)
    await git(work, 'push', '-q', remote({ user: 'x-token-auth', secret: ADMIN_TOKEN }, name), 'main')
  }
  // The line that names the port comes after the one for which is waited.
  ssh = clientOf(Number(/SSH on port (\d+)/.exec(pail.output())?.[1]))
})
after(() => pail.stop())

const remote = ({ user, secret }: Omit<Credential, 'at'>, name = 'shelf') =>
  `${pail.origin.replace('://', `://${encodeURIComponent(user)}:${encodeURIComponent(secret)}@`)}/demo/${name}.git`

async function made(path: string, user: string, scopes: readonly string[], more: object = {}): Promise<Credential> {
  const { uuid, secret } = await send('POST', path, { name: 'git', scopes, ...more })
  return { user, secret, at: `${path}/${encodeURIComponent(uuid)}` }
}

async function madeByConsumer(scopes: readonly string[]): Promise<Credential> {
  const path = '/pail/1/workspaces/demo/consumers'
  const { key, secret } = await send('POST', path, { name: `For ${scopes}`, scopes })
  const body = new URLSearchParams({ grant_type: 'client_credentials' })
  const authorization = `Basic ${Buffer.from(`${key}:${secret}`).toString('base64')}`
  const answer = await fetch(`${pail.origin}/site/oauth2/access_token`, {
    method: 'POST',
    body,
    headers: { authorization },
  })
  const { access_token } = (await answer.json()) as { access_token: string }
  return { user: 'x-token-auth', secret: access_token, at: `${path}/${key}` }
}

const OWN = '/pail/1/user/tokens'
const APP = { kind: 'app_password' }

/** Nothing is left of what it opened once it is taken back. */
async function opensUntilTakenBack(credential: Credential): Promise<void> {
  const address = remote(credential)
  const clone = join(temporary(), 'clone')
  await git(temporary(), 'clone', '-q', address, clone)
  await git(clone, 'commit', '-q', '--allow-empty', '-m', 'mine')
  await git(clone, 'push', '-q', 'origin', 'main')
  await git(clone, 'fetch', '-q', 'origin')
  await send('DELETE', credential.at)
  assert.match((await tryGit(clone, 'fetch')).said, /Authentication failed/)
  assert.match((await tryGit(clone, 'push', 'origin', 'HEAD:late')).said, /Authentication failed/)
}

/** The same server tells who may not write from who may not see. */
async function onlyReads(credential: Credential): Promise<void> {
  const clone = join(temporary(), 'clone')
  await git(temporary(), 'clone', '-q', remote(credential), clone)
  assert.match((await tryGit(clone, 'push', 'origin', 'HEAD:refused')).said, /403|lacks one or more required/)
}

const hides = async (credential: Credential, name: string) =>
  assert.match((await tryGit(work, 'ls-remote', remote(credential, name))).said, /You may not have access to this/)

test('what is no credential is refused, by whatever name it comes', async () => {
  for (const user of ['admin', 'admin@localhost', 'x-token-auth', 'x-bitbucket-api-token-auth'])
    assert.match((await tryGit(work, 'ls-remote', remote({ user, secret: 'guess' }))).said, /Authentication failed/)
  assert.match((await tryGit(work, 'ls-remote', `${pail.origin}/demo/shelf.git`)).said, /could not read Username/)
})

test('an API token comes by the address, the username, or the name that stands for any token', async () => {
  for (const user of ['admin@localhost', 'admin', 'x-bitbucket-api-token-auth', 'x-token-auth'])
    await opensUntilTakenBack(await made(OWN, user, ['repository:write']))
  await opensUntilTakenBack(await made(OWN, 'admin', ['read:repository:bitbucket', 'write:repository:bitbucket']))
  await onlyReads(await made(OWN, 'admin', ['read:repository:bitbucket']))
})

test('an app password comes by the username', async () => {
  await opensUntilTakenBack(await made(OWN, 'admin', ['repository:write'], APP))
  await onlyReads(await made(OWN, 'admin', ['repository'], APP))
})

test('an access token of a repository, its project or its workspace comes as x-token-auth', async () => {
  for (const holder of ['repositories/demo/shelf', 'workspaces/demo/projects/BOX', 'workspaces/demo']) {
    const path = `/pail/1/${holder}/access-tokens`
    await opensUntilTakenBack(await made(path, 'x-token-auth', ['repository:write']))
    await onlyReads(await made(path, 'x-token-auth', ['repository']))
  }
})

test('an access token of a repository or a project opens nothing beside it', async () => {
  for (const holder of ['repositories/demo/shelf', 'workspaces/demo/projects/BOX'])
    await hides(await made(`/pail/1/${holder}/access-tokens`, 'x-token-auth', ['repository:write']), 'other')
})

test('an OAuth 2 token comes as x-token-auth', async () => {
  await opensUntilTakenBack(await madeByConsumer(['repository:write']))
  await onlyReads(await madeByConsumer(['repository']))
})

test('a token comes in the header as well', async () => {
  const { secret } = await made(OWN, '', ['repository'])
  const header = `http.extraHeader=Authorization: Bearer ${secret}`
  assert.match(await git(work, '-c', header, 'ls-remote', `${pail.origin}/demo/shelf.git`), /refs\/heads\/main/)
})

test('an archive and a raw file are fetched with what Git is given', async () => {
  const { user, secret } = await made(OWN, 'x-token-auth', ['repository'])
  const headers = { authorization: `Basic ${Buffer.from(`${user}:${secret}`).toString('base64')}` }
  assert.equal((await fetch(`${pail.origin}/demo/shelf/get/main.tar.gz`, { headers })).status, 200)
  assert.equal((await fetch(`${pail.origin}/demo/shelf/get/main.tar.gz`)).status, 404)
})

/** What Git says over SSH. */
const over = (key: KeyPair, folder: string, ...args: string[]) => ssh.git(key, folder, ...args)
const cloneWith = async (key: KeyPair, name = 'shelf') => {
  const folder = join(temporary(), 'clone')
  const { code, err } = await over(key, work, 'clone', '-q', ssh.url(`demo/${name}`), folder)
  return { folder, code, err }
}

test("a person's key clones, fetches and pushes until it is taken back", { skip: noSsh }, async () => {
  const key = makeKey()
  const { uuid } = await send('POST', '/2.0/users/admin/ssh-keys', { key: key.public })
  const { folder, code, err } = await cloneWith(key)
  assert.equal(code, 0, err)
  await git(folder, 'commit', '-q', '--allow-empty', '-m', 'over SSH')
  assert.equal((await over(key, folder, 'push', '-q', 'origin', 'main')).code, 0)
  assert.equal((await over(key, folder, 'fetch', '-q')).code, 0)
  await send('DELETE', `/2.0/users/admin/ssh-keys/${encodeURIComponent(uuid)}`)
  assert.match((await over(key, folder, 'fetch', '-q')).err, /Permission denied \(publickey\)/)
})

test('a deploy key of a repository or a project reads that until it is taken back', { skip: noSsh }, async () => {
  for (const at of ['/2.0/repositories/demo/shelf/deploy-keys', '/2.0/workspaces/demo/projects/BOX/deploy-keys']) {
    const key = makeKey()
    const { id } = await send('POST', at, { key: key.public, label: 'Deploys' })
    const { folder, code, err } = await cloneWith(key)
    assert.equal(code, 0, err)
    assert.equal((await over(key, folder, 'fetch', '-q')).code, 0)
    assert.match((await over(key, folder, 'push', 'origin', 'HEAD:refused')).err, /Access denied/)
    assert.match((await cloneWith(key, 'other')).err, /You may not have access to this repository/)
    await send('DELETE', `${at}/${id}`)
    assert.match((await over(key, folder, 'fetch', '-q')).err, /Permission denied \(publickey\)/)
  }
})

test('no credential stands in the log', () => {
  assert.doesNotMatch(pail.output(), /PAIL[A-Z]+_\w{10}/)
})
