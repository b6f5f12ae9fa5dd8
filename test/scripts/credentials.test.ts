import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { createRequire } from 'node:module'
import { after, test } from 'node:test'
import { ADMIN_EMAIL, ADMIN_TOKEN, asAdmin, startPail, temporary, tryGit } from '@pail/testkit'

/** Every credential that is sent with a request, from other processes: a published client and curl. */
const pail = await startPail({ PAIL_LOG: 'debug' })
after(() => pail.stop())

// biome-ignore lint/suspicious/noExplicitAny: the package's own types are sources that do not compile under our settings
type Loose = any
const load = createRequire(import.meta.url)
const { Bitbucket }: Loose = load('bitbucket')
const Told: Loose = Bitbucket.plugins([load('bitbucket/lib/plugins/authenticate')])

const send = (method: string, path: string, body?: object) => asAdmin(pail.origin, `${method} ${path}`, body)

const output = (...args: string[]) =>
  new Promise<string>((resolve, reject) => {
    execFile('curl', ['-sS', '--max-time', '20', ...args], (error, out) => (error ? reject(error) : resolve(out)))
  })

const curl = (...args: string[]) =>
  new Promise<{ status: string; headers: string }>((resolve, reject) => {
    const options = ['-sS', '--max-time', '20', '-D', '-', '-o', '/dev/null', '-w', '%{http_code}']
    execFile('curl', [...options, ...args], (error, out) =>
      error ? reject(error) : resolve({ status: out.slice(-3), headers: out.slice(0, -3).toLowerCase() }),
    )
  })

await send('POST', '/2.0/workspaces/admin/projects', { key: 'BOX', name: 'Box' })
await send('POST', '/2.0/repositories/admin/shelf', { is_private: true, project: { key: 'BOX' } })
await send('POST', '/2.0/repositories/admin/other', { is_private: true })
const SHELF = `${pail.origin}/2.0/repositories/admin/shelf`
const make = async (path: string, body: object): Promise<string> => (await send('POST', path, body)).secret
const scopes = ['account', 'repository:write']
const apiToken = await make('/pail/1/user/tokens', { name: 'api', scopes })
const appPassword = await make('/pail/1/user/tokens', { name: 'app', kind: 'app_password', scopes })
const onRepository = '/pail/1/repositories/admin/shelf/access-tokens'
const accessToken = await make(onRepository, { name: 'ci', scopes: ['repository:write'] })
const ofWorkspace = await make('/pail/1/workspaces/admin/access-tokens', { name: 'all', scopes: ['repository:write'] })

const ofProject = await make('/pail/1/workspaces/admin/projects/BOX/access-tokens', {
  name: 'box',
  scopes: ['repository:write'],
})
const consumer = await send('POST', '/pail/1/workspaces/admin/consumers', { name: 'CI', scopes: ['repository:write'] })
const { access_token: byConsumer } = JSON.parse(
  await output(
    ...['-u', `${consumer.key}:${consumer.secret}`, '-d', 'grant_type=client_credentials'],
    `${pail.origin}/site/oauth2/access_token`,
  ),
)

const clientWith = (auth: object): Loose => new Bitbucket({ baseUrl: `${pail.origin}/2.0`, auth, notice: false })
const shelf = { workspace: 'admin', repo_slug: 'shelf' }

const hooks = {
  ...shelf,
  _body: { description: 'CI', url: 'https://ci.example.com/hook', active: true, events: ['repo:push'] },
}

/** What a client may is done, and what it may not is refused with what that needs and what was granted. */
async function keepsToItsScopes(client: Loose, granted: readonly string[]): Promise<void> {
  assert.equal((await client.repositories.get(shelf)).data.full_name, 'admin/shelf')
  assert.equal((await client.repositories.listBranches(shelf)).status, 200)
  const refused = await client.repositories.createWebhook(hooks).catch((error: unknown) => error)
  assert.equal(refused.status, 403)
  assert.deepEqual(refused.error.error.detail, { granted, required: ['webhook'] })
}

test('the published client does with each of its kinds of credentials what their scopes open, and no more', async () => {
  const both = ['account', 'repository:write']
  await keepsToItsScopes(clientWith({ username: 'admin', password: appPassword }), both)
  await keepsToItsScopes(clientWith({ username: ADMIN_EMAIL, password: apiToken }), both)
  await keepsToItsScopes(clientWith({ token: apiToken }), both)
  for (const token of [accessToken, ofProject, ofWorkspace, byConsumer])
    await keepsToItsScopes(clientWith({ token }), ['repository:write'])
  assert.equal((await clientWith({ username: 'admin', password: appPassword }).user.get({})).data.username, 'admin')
})

test('it does so too when it is told its credential later', async () => {
  const told = (auth: object): Loose => {
    const client = new Told({ baseUrl: `${pail.origin}/2.0`, notice: false })
    client.authenticate(auth)
    return client
  }
  const both = ['account', 'repository:write']
  await keepsToItsScopes(told({ type: 'apppassword', username: 'admin', password: appPassword }), both)
  await keepsToItsScopes(told({ type: 'basic', username: ADMIN_EMAIL, password: apiToken }), both)
  await keepsToItsScopes(told({ type: 'token', token: byConsumer }), ['repository:write'])
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
  for (const secret of [ADMIN_TOKEN, apiToken, appPassword, accessToken, ofProject, ofWorkspace, byConsumer])
    assert.ok(!pail.output().includes(secret))
})
