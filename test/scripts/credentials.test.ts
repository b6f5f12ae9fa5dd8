import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { ADMIN_EMAIL, ADMIN_TOKEN, git, startPail, temporary, tryGit } from '@pail/testkit'

/** Every credential that is sent with a request, from other processes: a published client, curl and git. */
const pail = await startPail({ PAIL_LOG: 'debug' })
after(() => pail.stop())

// biome-ignore lint/suspicious/noExplicitAny: the package's own types are sources that do not compile under our settings
type Loose = any
const { Bitbucket } = createRequire(import.meta.url)('bitbucket') as { Bitbucket: new (options: object) => Loose }

const send = async (method: string, path: string, body?: object): Promise<Loose> => {
  const headers = { authorization: `Bearer ${ADMIN_TOKEN}`, 'content-type': 'application/json' }
  const answer = await fetch(pail.origin + path, { method, headers, ...(body && { body: JSON.stringify(body) }) })
  assert.ok(answer.ok, `${method} ${path}: ${answer.status}`)
  return answer.status === 204 ? undefined : answer.json()
}

const curl = (...args: string[]) =>
  new Promise<{ status: string; headers: string }>((resolve, reject) => {
    const options = ['-sS', '--max-time', '20', '-D', '-', '-o', '/dev/null', '-w', '%{http_code}']
    execFile('curl', [...options, ...args], (error, out) =>
      error ? reject(error) : resolve({ status: out.slice(-3), headers: out.slice(0, -3).toLowerCase() }),
    )
  })

await send('POST', '/2.0/repositories/admin/shelf', { is_private: true })
await send('POST', '/2.0/repositories/admin/other', { is_private: true })
const SHELF = `${pail.origin}/2.0/repositories/admin/shelf`
const make = async (path: string, body: object): Promise<string> => (await send('POST', path, body)).secret
const scopes = ['account', 'repository:write']
const apiToken = await make('/pail/1/user/tokens', { name: 'api', scopes })
const appPassword = await make('/pail/1/user/tokens', { name: 'app', kind: 'app_password', scopes })
const onRepository = '/pail/1/repositories/admin/shelf/access-tokens'
const accessToken = await make(onRepository, { name: 'ci', scopes: ['repository:write'] })
const ofWorkspace = await make('/pail/1/workspaces/admin/access-tokens', { name: 'all', scopes: ['repository:write'] })

const clientWith = (auth: object): Loose => new Bitbucket({ baseUrl: `${pail.origin}/2.0`, auth, notice: false })
const shelf = { workspace: 'admin', repo_slug: 'shelf' }

test('the published client comes in with each of its kinds of credentials', async () => {
  for (const auth of [
    { username: 'admin', password: appPassword },
    { username: ADMIN_EMAIL, password: apiToken },
    { token: apiToken },
    { token: accessToken },
    { token: ofWorkspace },
  ]) {
    const { data } = await clientWith(auth).repositories.get(shelf)
    assert.equal(data.full_name, 'admin/shelf')
  }
  assert.equal((await clientWith({ username: 'admin', password: appPassword }).user.get({})).data.username, 'admin')
})

test('the published client is refused with a wrong credential, and beyond its reach', async () => {
  const status = (auth: object, of = shelf) =>
    clientWith(auth)
      .repositories.get(of)
      .then(
        () => 200,
        (error: { status: number }) => error.status,
      )
  assert.equal(await status({ username: 'somebody', password: appPassword }), 401)
  assert.equal(await status({ username: 'admin', password: 'guess' }), 401)
  assert.equal(await status({ token: 'guess' }), 401)
  assert.equal(await status({ token: accessToken }, { ...shelf, repo_slug: 'other' }), 404)
})

test('curl is told what its credential is', async () => {
  const bearer = await curl('-H', `Authorization: Bearer ${accessToken}`, SHELF)
  assert.equal(bearer.status, '200')
  assert.match(bearer.headers, /\nx-credential-type: repo_access_token\r/)
  assert.match(bearer.headers, /\nx-oauth-scopes: repository:write\r/)
  const basic = await curl('-u', `admin:${appPassword}`, SHELF)
  assert.equal(basic.status, '200')
  assert.match(basic.headers, /\nx-credential-type: apppassword\r/)
  assert.equal((await curl('-u', 'admin:guess', SHELF)).status, '401')
})

test('git clones and pushes with each of them', async () => {
  const host = pail.origin.replace('http://', '')
  const work = join(temporary(), 'work')
  await git(temporary(), 'init', '-q', '-b', 'main', work)
  for (const [user, secret] of [
    ['admin', appPassword],
    ['admin%40localhost', apiToken],
    ['x-bitbucket-api-token-auth', apiToken],
    ['x-token-auth', accessToken],
    ['x-token-auth', ofWorkspace],
  ] as const) {
    await git(work, 'commit', '-q', '--allow-empty', '-m', `by ${user}`)
    await git(work, 'push', '-q', `http://${user}:${secret}@${host}/admin/shelf.git`, 'main')
    await git(temporary(), 'clone', '-q', `http://${user}:${secret}@${host}/admin/shelf.git`)
  }
  const outside = await tryGit(work, 'push', `http://x-token-auth:${accessToken}@${host}/admin/other.git`, 'main')
  assert.notEqual(outside.code, 0)
  const wrong = await tryGit(work, 'ls-remote', `http://admin:guess@${host}/admin/shelf.git`)
  assert.match(wrong.said, /Authentication failed|could not read/)
})

test('the password of an account opens no door but that of browsers', async () => {
  const password = 'correct horse battery'
  await send('PUT', '/pail/1/user/password', { password })
  const raw = `${pail.origin}/admin/shelf/raw/main/README.md`
  const archive = `${pail.origin}/admin/shelf/get/main.tar.gz`
  for (const address of [`${pail.origin}/2.0/user`, `${pail.origin}/pail/1/user/second-factors`, SHELF, raw, archive])
    for (const name of ['admin', ADMIN_EMAIL, 'x-token-auth'])
      assert.equal((await curl('-u', `${name}:${password}`, address)).status, '401', `${name} at ${address}`)
  assert.equal((await curl('-H', `Authorization: Bearer ${password}`, SHELF)).status, '401')
  assert.equal((await curl('-G', '--data-urlencode', `access_token=${password}`, SHELF)).status, '401')
  const grant = ['-d', 'grant_type=password', '-d', 'username=admin', '--data-urlencode', `password=${password}`]
  const token = `${pail.origin}/site/oauth2/access_token`
  assert.match((await curl(...grant, '-u', `admin:${password}`, token)).status, /^40[01]$/)
  const host = pail.origin.replace('http://', '')
  for (const name of ['admin', 'admin%40localhost', 'x-token-auth', 'x-bitbucket-api-token-auth']) {
    const remote = `http://${name}:${encodeURIComponent(password)}@${host}/admin/shelf.git`
    assert.match((await tryGit(temporary(), 'ls-remote', remote)).said, /Authentication failed|could not read/)
  }
})

test('no secret stands in the log', () => {
  for (const secret of [ADMIN_TOKEN, apiToken, appPassword, accessToken, ofWorkspace])
    assert.ok(!pail.output().includes(secret))
})
