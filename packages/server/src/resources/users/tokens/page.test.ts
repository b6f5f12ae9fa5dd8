import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { browser, caller, openVillage } from '@pail/testkit'
import { visitor } from '../sessions/testing.ts'

const village = await openVillage()
after(() => village.close())
const { bob, root, forge } = village

const AT = '/account/settings/api-tokens/'
const PASSWORDS = '/account/settings/app-passwords/'
const { inside, password, send: sendTo } = await visitor(village)
const send = (fields: Record<string, string>, at = AT) => sendTo(at, fields)
const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)
const wish = { deed: 'create', name: 'ci', expires_on: day(30), 'read:repository:bitbucket': 'on' }
const secretIn = (text: string) => /value="(PAIL[\w-]+)"/.exec(text)?.[1]

const grow = (seconds: number) =>
  forge.database.transact(tx =>
    tx
      .updateTable('sessions')
      .set({ created_on: new Date(Date.now() - seconds * 1000).toISOString() })
      .execute(),
  )

test('who has not signed in is asked to, and comes back', async () => {
  const { location } = await browser(village.fetch).get(AT)
  assert.equal(location, `/account/signin/?next=${encodeURIComponent(AT)}`)
})

test('no token is made by a form that was not filled in here', async () => {
  const { hidden } = await inside.get(AT)
  const fields = { ...wish, form_token: hidden.form_token! }
  assert.equal((await inside.post(AT, { ...fields, form_token: '' })).status, 403)
  assert.equal((await inside.post(AT, fields, { origin: 'https://evil.example.com' })).status, 403)
  assert.equal((await browser(village.fetch).post(AT, fields)).status, 403)
  assert.equal((await bob.get('/pail/1/user/tokens?pagelen=100')).body.size, 1)
})

test('what is wrong stands beside the field, and what was typed stays', async () => {
  const nameless = await send({ ...wish, name: '' })
  assert.equal(nameless.status, 400)
  assert.match(nameless.text, /<p class="wrong" id="name-wrong">/)
  assert.match(nameless.text, /id="name" name="name" aria-describedby="name-about name-wrong" aria-invalid="true"/)
  assert.match(nameless.text, /name="read:repository:bitbucket" checked/)
  const { 'read:repository:bitbucket': _, ...scopeless } = wish
  const { status, text } = await send({ ...scopeless, name: '<b>' })
  assert.equal(status, 400)
  assert.match(text, /id="scopes-wrong">at least one of these/)
  assert.ok(text.includes('value="&lt;b&gt;"'))
})

test('an API token ends within a year, on the page and through the API', async () => {
  const late = await send({ ...wish, expires_on: day(400) })
  assert.equal(late.status, 400)
  assert.match(late.text, /id="expires_on-wrong">an API token ends within a year/)
  assert.match((await send({ ...wish, expires_on: day(-1) })).text, /this has passed already/)
  const input = { name: 'x', scopes: ['account'] }
  assert.equal((await bob.post('/pail/1/user/tokens', { ...input, expires_on: day(400) })).status, 400)
  const { body } = await bob.post('/pail/1/user/tokens', input)
  assert.ok(body.expires_on > day(360) && body.expires_on < day(368))
  const old = await bob.post('/pail/1/user/tokens', { ...input, kind: 'app_password', expires_on: day(4000) })
  assert.equal(old.status, 201)
  assert.equal((await bob.post('/pail/1/user/tokens', { ...input, kind: 'app_password' })).body.expires_on, null)
})

test('a token is shown once, opens what was ticked, and nothing once it is revoked', async () => {
  const { status, text, headers } = await send({ ...wish, name: 'deploy' })
  assert.equal(status, 200)
  assert.equal(headers.get('cache-control'), 'no-store')
  const secret = secretIn(text) ?? ''
  assert.match(secret, /^PAILAT_/)
  const holder = caller(village.fetch, secret)
  assert.equal((await holder.get('/2.0/repositories/acme/vault')).status, 200)
  assert.equal((await holder.get('/2.0/user')).status, 403)
  const page = (await inside.get(AT)).text
  assert.ok(!page.includes(secret))
  assert.match(page, /<b>deploy<\/b> <small>made [\d-]+, expires [\d-]+, /)
  assert.match(page, /<small>Repositories: Read<\/small>/)
  const token = /value="([0-9a-f-]{36})"><button aria-label="Revoke deploy"/.exec(page)?.[1] ?? ''
  assert.equal((await send({ deed: 'revoke', token })).location, AT)
  assert.equal((await holder.get('/2.0/repositories/acme/vault')).status, 401)
})

test('nobody revokes what is not theirs', async () => {
  const { body } = await village.eve.post('/pail/1/user/tokens', { name: 'hers', scopes: ['account'] })
  assert.equal((await send({ deed: 'revoke', token: body.uuid })).status, 404)
  assert.equal((await caller(village.fetch, body.secret).get('/2.0/user')).status, 200)
})

test('app passwords have scopes of their own and may go on for ever', async () => {
  const page = (await inside.get(PASSWORDS)).text
  assert.match(page, /<legend>Repositories<\/legend>.*name="repository:write"/)
  assert.doesNotMatch(page, /:bitbucket"|name="team"|name="\*"|<b>deploy<\/b>/)
  const { text } = await send({ deed: 'create', name: 'Sourcetree', expires_on: '', account: 'on' }, PASSWORDS)
  const secret = secretIn(text) ?? ''
  assert.match(secret, /^PAILAP_/)
  assert.equal((await caller(village.fetch, secret).get('/2.0/user')).status, 200)
  assert.match((await inside.get(PASSWORDS)).text, /<b>Sourcetree<\/b>/)
  assert.doesNotMatch((await inside.get(AT)).text, /Sourcetree/)
})

test('a scope that is not offered is not given', async () => {
  assert.equal((await send({ deed: 'create', name: 'x', expires_on: day(30), '*': 'on' })).status, 400)
})

test('who signed in a while ago signs in again before they make a token', async () => {
  const { form_token = '' } = (await inside.get(AT)).hidden
  await grow(3700)
  const page = await inside.get(AT)
  assert.doesNotMatch(page.text, /name="name"/)
  const again = /href="(\/account\/signin\/[^"]*)"/.exec(page.text)?.[1]?.replaceAll('&amp;', '&') ?? ''
  assert.equal((await inside.post(AT, { ...wish, form_token })).status, 403)
  const { location } = await inside.fill(again, '/account/signin/', { username: 'bob', password })
  assert.equal(location, AT)
  assert.equal((await send(wish)).status, 200)
})

test('the audit log tells it as it tells the same through the API', async () => {
  const told = async (verb: string) =>
    (await root.get(`/pail/1/audit?q=operation="users.tokens.own.${verb}"&sort=-created_on&pagelen=100`)).body.values
  const byPage = (await told('create')).find((one: { details: { name: string } }) => one.details.name === 'deploy')
  assert.equal(byPage.subject.uuid, `{${village.users.bob.uuid}}`)
  assert.deepEqual(byPage.details.scopes, ['read:repository:bitbucket'])
  assert.ok(!JSON.stringify(byPage).includes('PAILAT'))
  assert.equal((await told('revoke')).length, 1)
})
