import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { caller, openVillage } from '@pail/testkit'

const village = await openVillage()
after(() => village.close())
const { ada, eve, root, stranger } = village

test('nobody in particular has no tokens', async () => {
  assert.equal((await stranger.post('/pail/1/user/tokens', { name: 'x', scopes: ['account'] })).status, 401)
})

test('somebody else’s tokens are neither listed nor made nor revoked', async () => {
  const { body } = await ada.post('/pail/1/user/tokens', { name: 'mine', scopes: ['account'] })
  assert.equal((await eve.get('/pail/1/users/ada/tokens')).status, 403)
  assert.equal((await eve.post('/pail/1/users/ada/tokens', { name: 'x', scopes: ['account'] })).status, 403)
  assert.equal((await eve.delete(`/pail/1/user/tokens/${encodeURIComponent(body.uuid)}`)).status, 404)
})

test('making a token needs account:write', async () => {
  const narrow = await village.as('ada', ['account'])
  assert.equal((await narrow.post('/pail/1/user/tokens', { name: 'x', scopes: ['account'] })).status, 403)
})

test('a token makes no token with more scopes than its own', async () => {
  const narrow = await village.as('ada', ['account:write', 'repository'])
  const { status, body } = await narrow.post('/pail/1/user/tokens', { name: 'x', scopes: ['repository:write'] })
  assert.equal(status, 400)
  assert.deepEqual(body.error.fields, { scopes: ['your own credential lacks repository:write'] })
  assert.equal((await narrow.post('/pail/1/user/tokens', { name: 'x', scopes: ['*'] })).status, 400)
  const implied = await narrow.post('/pail/1/user/tokens', { name: 'x', scopes: ['account', 'repository'] })
  assert.equal(implied.status, 201)
})

test('a scope that does not exist, no scope at all and no name are refused', async () => {
  assert.equal((await ada.post('/pail/1/user/tokens', { name: 'x', scopes: ['everything'] })).status, 400)
  assert.equal((await ada.post('/pail/1/user/tokens', { name: 'x', scopes: [] })).status, 400)
  assert.equal((await ada.post('/pail/1/user/tokens', { scopes: ['account'] })).status, 400)
  assert.equal((await ada.post('/pail/1/user/tokens', { name: 'n'.repeat(10_000), scopes: ['account'] })).status, 400)
})

test('the secret stands in the answer to the making and nowhere else', async () => {
  const made = await ada.post('/pail/1/user/tokens', { name: 'ci', kind: 'app_password', scopes: ['account'] })
  assert.equal(made.status, 201)
  const location = new URL(made.headers.get('location') ?? '').pathname
  const { body } = await ada.get(location)
  const { secret, ...rest } = made.body
  assert.match(secret, /^PAILAP_/)
  assert.deepEqual(body, rest)
  const listed = JSON.stringify((await ada.get('/pail/1/user/tokens?pagelen=100')).body)
  assert.ok(listed.includes('ci') && !listed.includes(secret))
})

test('a token works with just its scopes, until it is revoked', async () => {
  const { body } = await ada.post('/pail/1/user/tokens', { name: 'short', scopes: ['read:user:bitbucket'] })
  const holder = caller(village.fetch, body.secret)
  assert.equal((await holder.get('/2.0/user')).status, 200)
  assert.equal((await holder.get('/2.0/repositories/acme/vault')).status, 403)
  assert.equal((await ada.delete(`/pail/1/user/tokens/${encodeURIComponent(body.uuid)}`)).status, 204)
  assert.equal((await holder.get('/2.0/user')).status, 401)
})

test('an administrator makes and revokes the tokens of others', async () => {
  const made = await root.post('/pail/1/users/eve/tokens', { name: 'given', scopes: ['account'] })
  assert.equal(made.status, 201)
  assert.equal((await caller(village.fetch, made.body.secret).get('/2.0/user')).body.username, 'eve')
  assert.equal((await root.delete(new URL(made.headers.get('location') ?? '').pathname)).status, 204)
  assert.equal((await caller(village.fetch, made.body.secret).get('/2.0/user')).status, 401)
})
