import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { caller, git, openVillage, temporary } from '@pail/testkit'
import { installQuiet, jwtFor, signing } from '../../workspaces/addons/testing.ts'

const village = await openVillage()
after(() => village.close())
const { ada, stranger } = village

const AT = '/site/oauth2/access_token'
const VAULT = '/2.0/repositories/acme/vault'
const about = (key: string, scopes: readonly string[]) => ({ key, baseUrl: 'https://app.example.com', scopes })
const kept = await installQuiet(ada, about('swapping', ['repository:write', 'webhook']))
const wish = { grant_type: 'urn:bitbucket:oauth2:jwt' }

const ask = (fields: Record<string, string>, authorization?: string) =>
  stranger.post(AT, new URLSearchParams(fields), authorization ? { headers: { authorization } } : {})
const swap = async (fields: Record<string, string> = wish, from = kept) =>
  ask(fields, `JWT ${await jwtFor(from, 'POST', AT)}`)

test('who shows no JWT, or one that is not for this, is given nothing', async () => {
  const refused = async (authorization?: string) => {
    const { status, body } = await ask(wish, authorization)
    return [status, body.error]
  }
  assert.deepEqual(await refused(), [400, 'unauthorized_client'])
  assert.deepEqual(await refused(`Basic ${Buffer.from('a:b').toString('base64')}`), [400, 'unauthorized_client'])
  assert.deepEqual(await refused('JWT nonsense'), [400, 'invalid_grant'])
  assert.deepEqual(await refused(`JWT ${await jwtFor(kept, 'POST', VAULT)}`), [400, 'invalid_grant'])
  const other = { ...kept, secret: 'another' }
  assert.deepEqual(await refused(`JWT ${await jwtFor(other, 'POST', AT)}`), [400, 'invalid_grant'])
})

test('an app is given no scope that it has not', async () => {
  const { status, body } = await swap({ ...wish, scope: 'repository:admin' })
  assert.deepEqual([status, body.error], [400, 'invalid_scope'])
  const narrow = await swap({ ...wish, scope: 'repository' })
  assert.equal(narrow.body.scopes, 'repository')
})

test('a token that was swapped for a JWT acts as the app, over the API and with Git', async () => {
  const { status, body } = await swap()
  assert.equal(status, 200, JSON.stringify(body))
  const { access_token, ...rest } = body
  assert.deepEqual(rest, { scopes: 'repository:write webhook', token_type: 'bearer', expires_in: 7200 })
  const holder = caller(village.fetch, access_token)
  assert.equal((await holder.get(VAULT)).headers.get('x-credential-type'), 'oauth2')
  assert.equal((await holder.put('/2.0/addon', {})).status, 403)
  assert.equal((await holder.get('/2.0/user')).status >= 401, true)
  const remote = new URL(await village.remote('acme/vault'))
  remote.password = access_token
  await git(temporary(), 'clone', '-q', remote.href, 'clone')
})

test('a token ends with the app, and when the app may do less', async () => {
  const app = await installQuiet(ada, about('ending', ['repository', 'webhook']))
  const first = caller(village.fetch, (await swap(wish, app)).body.access_token)
  assert.equal((await first.get(VAULT)).status, 200)
  await signing(stranger, app).put('/2.0/addon', { descriptor: about('ending', ['webhook']) })
  assert.equal((await first.get(VAULT)).status, 401)
  const second = caller(village.fetch, (await swap(wish, app)).body.access_token)
  assert.equal((await second.get(VAULT)).status, 403)
  await ada.delete('/pail/1/workspaces/acme/addons/ending')
  assert.equal((await second.get(VAULT)).status, 401)
})
