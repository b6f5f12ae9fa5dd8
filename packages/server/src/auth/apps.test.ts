import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { openVillage } from '@pail/testkit'
import { SignJWT, UnsecuredJWT } from 'jose'
import { installQuiet, jwtFor, signing } from '../resources/workspaces/addons/testing.ts'
import { hashOfRequest, signJwt } from './jwt.ts'
import { INVALID } from './tokens.ts'

const village = await openVillage()
after(() => village.close())
const { ada, eve, stranger } = village

const about = { name: 'Robot', baseUrl: 'https://robot.example.com', scopes: ['repository', 'project'] }
const kept = await installQuiet(ada, { key: 'robot', ...about })
const robot = signing(stranger, kept)
const VAULT = '/2.0/repositories/acme/vault'

const withJwt = (jwt: string, path = VAULT, scheme = 'JWT') =>
  stranger.get(path, { headers: { authorization: `${scheme} ${jwt}` } })
async function isRefused(claims: Record<string, unknown>, from = kept): Promise<boolean> {
  const { status, body } = await withJwt(await jwtFor(from, 'GET', VAULT, claims))
  return status === 401 && body.error.message === INVALID
}
const seconds = (from: number) => Math.floor(Date.now() / 1000) + from

test('a JWT that was made with another secret, or by nobody, is refused', async () => {
  const others = await installQuiet(eve, { key: 'robot', ...about }, 'elsewhere')
  assert.ok(await isRefused({}, { ...kept, secret: others.secret }))
  assert.ok(await isRefused({}, { ...kept, secret: 'x' }))
  assert.ok(await isRefused({ sub: 'connection:none' }))
  assert.ok(await isRefused({ sub: undefined }))
  assert.ok(await isRefused({ iss: 'another' }))
  assert.ok(await isRefused({ iss: undefined }))
})

test('only HMAC with SHA-256 counts as a signature', async () => {
  const qsh = hashOfRequest({ method: 'GET', path: VAULT, query: new URLSearchParams() })
  const claims = { iss: kept.key, sub: kept.clientKey, iat: seconds(0), exp: seconds(180), qsh }
  assert.equal((await withJwt(new UnsecuredJWT(claims).encode())).status, 401)
  const stronger = new SignJWT(claims).setProtectedHeader({ alg: 'HS512' }).sign(Buffer.from(kept.secret))
  assert.equal((await withJwt(await stronger)).status, 401)
  assert.equal((await withJwt('not.a.token')).status, 401)
  assert.equal((await withJwt('x'.repeat(5000))).status, 401)
})

test('a JWT is for its own time', async () => {
  assert.ok(await isRefused({ exp: seconds(-120) }))
  assert.ok(await isRefused({ exp: undefined }))
  assert.ok(await isRefused({ iat: undefined }))
  assert.ok(await isRefused({ iat: seconds(-7200), exp: seconds(7200) }))
  assert.ok(await isRefused({ iat: seconds(600), exp: seconds(900) }))
  assert.ok(await isRefused({ nbf: seconds(600) }))
})

test('a JWT is for one request alone', async () => {
  assert.ok(await isRefused({ qsh: undefined }))
  assert.ok(await isRefused({ qsh: 'context-qsh' }))
  const jwt = await jwtFor(kept, 'GET', `${VAULT}?pagelen=2`)
  assert.equal((await withJwt(jwt, `${VAULT}?pagelen=2`)).status, 200)
  assert.equal((await withJwt(jwt, `${VAULT}?pagelen=3`)).status, 401)
  assert.equal((await withJwt(jwt, '/2.0/repositories/acme/site?pagelen=2')).status, 401)
  const headers = { authorization: `JWT ${jwt}` }
  assert.equal((await stranger.delete(`${VAULT}?pagelen=2`, { headers })).status, 401)
})

test('what we sign for an app is not taken from anybody', async () => {
  const bound = { method: 'GET', path: VAULT, query: new URLSearchParams() }
  const ours = await signJwt(kept.secret, { issuer: kept.clientKey, audience: kept.key }, bound)
  assert.equal((await withJwt(ours)).status, 401)
})

test('the scheme is written in capitals, and a JWT is no bearer token', async () => {
  const jwt = await jwtFor(kept, 'GET', VAULT)
  assert.equal((await withJwt(jwt, VAULT, 'jwt')).status, 401)
  assert.equal((await withJwt(jwt, VAULT, 'Bearer')).status, 401)
  assert.equal((await withJwt(jwt)).status, 200)
})

test('an app does what its scopes let it, and nothing that is a person’s to do', async () => {
  const lacking = await robot.delete(VAULT)
  assert.equal(lacking.status, 403)
  assert.deepEqual(lacking.body.error.detail.required, ['repository:delete'])
  assert.equal((await robot.get('/pail/1/user/tokens')).status >= 401, true)
  assert.equal((await robot.get('/2.0/repositories/elsewhere')).status, 404)
})

test('an app reads the workspace that it is in, as an account of its own', async () => {
  const { status, headers } = await robot.get(VAULT)
  assert.equal(status, 200)
  assert.equal(headers.get('x-credential-type'), 'jwt')
  assert.equal(headers.get('x-oauth-scopes'), 'project')
  assert.equal(
    (await robot.get('/2.0/repositories/acme?q=name~"a b(c)*!"&sort=-name&fields=%2Bvalues.owner')).status,
    200,
  )
  const issuer = await jwtFor(kept, 'GET', VAULT, { iss: kept.clientKey, sub: undefined })
  assert.equal((await withJwt(issuer)).status, 200)
  assert.equal((await robot.get(`/!api${VAULT}`)).status, 200)
})

test('a request is hashed in one canonical form, however it is written', () => {
  const hash = (path: string, query: string) =>
    hashOfRequest({ method: 'get', path, query: new URLSearchParams(query) })
  assert.equal(
    hash('/path/to/service', 'zee_last=param&param=value&jwt=left-out'),
    '8e03134f60f073fdb64b4da87e6941d38b9d4ca80ce1b6b106b60566b7545eb9',
  )
  assert.equal(hash('', ''), hash('/', ''))
  assert.equal(hash('/', 'ids=20&ids=10'), hash('/', 'ids=10&ids=20'))
  assert.equal(hash('/', 'a=some+spaces+in+this+parameter'), hash('/', 'a=some%20spaces%20in%20this%20parameter'))
  assert.equal(hash('/', 'a=1'), '242569ddcfa3011ea5a0722d473169ea29cc3e16d4ac9571d3243b508ebe2a8b')
})

test('an app that is taken out gets in no more', async () => {
  const gone = await installQuiet(ada, { key: 'gone', ...about })
  assert.equal((await signing(stranger, gone).get(VAULT)).status, 200)
  await ada.delete('/pail/1/workspaces/acme/addons/gone')
  assert.equal((await signing(stranger, gone).get(VAULT)).status, 401)
})
