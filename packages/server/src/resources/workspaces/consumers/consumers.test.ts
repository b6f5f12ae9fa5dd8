import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { openVillage } from '@pail/testkit'

const village = await openVillage()
after(() => village.close())
const { ada, bob, eve, stranger } = village

const ALL = '/pail/1/workspaces/acme/consumers'
const input = (name: string, more: object = {}) => ({ name, scopes: ['repository'], ...more })

async function make(name: string, more: object = {}) {
  const { status, body, headers } = await ada.post(ALL, input(name, more))
  assert.equal(status, 201, JSON.stringify(body))
  return { body, at: new URL(headers.get('location') ?? '').pathname }
}

test('only owners of the workspace look after its consumers', async () => {
  const { at } = await make('Theirs')
  assert.equal((await stranger.get(ALL)).status, 401)
  assert.equal((await bob.get(ALL)).status, 403)
  assert.equal((await eve.post(ALL, input('x'))).status, 403)
  assert.equal((await bob.get(at)).status, 403)
  assert.equal((await bob.post(`${at}/secret`)).status, 403)
  assert.equal((await bob.delete(at)).status, 403)
})

test('a consumer of another workspace is not found', async () => {
  const { at } = await make('Elsewhere')
  const key = at.split('/').at(-1)
  assert.equal((await eve.get(`/pail/1/workspaces/elsewhere/consumers/${key}`)).status, 404)
  assert.equal((await eve.delete(`/pail/1/workspaces/elsewhere/consumers/${key}`)).status, 404)
})

test('the token of a workspace looks after no consumers', async () => {
  const token = await ada.post('/pail/1/workspaces/acme/access-tokens', { name: 'CI', scopes: ['account'] })
  const headers = { authorization: `Bearer ${token.body.secret}` }
  assert.equal((await stranger.get(ALL, { headers })).status, 401)
})

test('a consumer may ask for nothing that the credential of its maker lacks', async () => {
  const narrow = await village.as('ada', ['account:write'])
  const wide = await narrow.post(ALL, input('Wide', { scopes: ['repository:write'] }))
  assert.equal(wide.status, 400)
  assert.deepEqual(wide.body.error.fields, { scopes: ['your own credential lacks repository:write'] })
  const { at } = await make('Broad', { scopes: ['repository:write'] })
  assert.equal((await narrow.post(`${at}/secret`)).status, 400)
  assert.equal((await narrow.put(at, { callback_url: 'https://evil.example.com/' })).status, 400)
})

test('scopes that do not exist, and none at all, are refused', async () => {
  const asked = async (scopes: string[]) => (await ada.post(ALL, input('Odd', { scopes }))).status
  assert.equal(await asked(['everything']), 400)
  assert.equal(await asked(['*']), 400)
  assert.equal(await asked(['read:repository:bitbucket']), 400)
  assert.equal(await asked([]), 400)
})

test('a callback is an address that all readers take for the same', async () => {
  const asked = async (callback_url: string) => (await ada.post(ALL, input('Called', { callback_url }))).status
  assert.equal(await asked('javascript:alert(1)'), 400)
  assert.equal(await asked('javascript://example.com/%0aalert(1)'), 400)
  assert.equal(await asked('data://text/html,x'), 400)
  assert.equal(await asked('/callback'), 400)
  assert.equal(await asked('https://user@example.com/'), 400)
  assert.equal(await asked('https://example.com/a/../b'), 400)
  assert.equal(await asked('https://example.com\\@evil.example.com/'), 400)
  assert.equal(await asked('https://example.com/#here'), 400)
  assert.equal(await asked('https://exämple.com/'), 400)
})

test('a name is taken once in a workspace', async () => {
  await make('Once')
  const again = await ada.post(ALL, input('Once'))
  assert.equal(again.status, 409)
  assert.deepEqual(again.body.error.fields, { name: ['already taken'] })
})

test('the secret stands in the answer to the making and nowhere else', async () => {
  const { body, at } = await make('Shown', { callback_url: 'vscode://example.tool/auth', url: 'https://example.com' })
  assert.match(body.secret, /^PAILOC_/)
  assert.match(body.key, /^[A-Za-z0-9]{18}$/)
  const { secret, ...rest } = body
  assert.deepEqual((await ada.get(at)).body, rest)
  const listed = JSON.stringify((await ada.get(`${ALL}?pagelen=100`)).body)
  assert.ok(listed.includes(body.key) && !listed.includes(secret))
  assert.equal(rest.url, 'https://example.com/')
  assert.equal(rest.callback_url, 'vscode://example.tool/auth')
})

test('a new secret is another one', async () => {
  const { body, at } = await make('Renewed')
  const renewed = await ada.post(`${at}/secret`)
  assert.equal(renewed.status, 200)
  assert.match(renewed.body.secret, /^PAILOC_/)
  assert.notEqual(renewed.body.secret, body.secret)
})

test('what is not named in a change stays, and what nobody may set is not taken', async () => {
  const { body, at } = await make('Kept', { description: 'For tests', is_private: false })
  const changed = await ada.put(at, { url: 'https://example.com/a', key: 'mine', uuid: 'mine', secret: 'mine' })
  assert.equal(changed.status, 200)
  const { secret, ...rest } = body
  assert.deepEqual(changed.body, { ...rest, url: 'https://example.com/a' })
})

test('a removed consumer is not found', async () => {
  const { at } = await make('Brief')
  assert.equal((await ada.delete(at)).status, 204)
  assert.equal((await ada.get(at)).status, 404)
})
