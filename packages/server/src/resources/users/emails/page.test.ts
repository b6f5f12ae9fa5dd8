import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { browser, openVillage } from '@pail/testkit'
import { visitor } from '../sessions/testing.ts'

const village = await openVillage()
after(() => village.close())
const { bob, root } = village

const AT = '/account/settings/email/'
const { inside, send: sendTo } = await visitor(village)
const send = (fields: Record<string, string>) => sendTo(AT, fields)
const issue = async (email: string) =>
  (await root.post(`/pail/1/users/bob/emails/${email}/confirmation-code`, {})).body as { code: string; link: string }

test('who has not signed in does so first, and comes back with the code', async () => {
  const { status, location } = await browser(village.fetch).get(`${AT}?code=PAILEC_x`)
  assert.equal(status, 303)
  assert.equal(location, `/account/signin/?next=${encodeURIComponent(`${AT}?code=PAILEC_x`)}`)
})

test('nothing is changed by a form of another site, or by one that says nothing known', async () => {
  const fields = { deed: 'add', email: 'evil@example.com' }
  assert.equal((await inside.post(AT, fields)).status, 403)
  const { hidden } = await inside.get(AT)
  const form_token = hidden.form_token!
  assert.equal((await inside.post(AT, { ...fields, form_token }, { origin: 'https://evil.example' })).status, 403)
  assert.equal((await send({ deed: 'constructor', email: 'evil@example.com' })).status, 400)
  assert.equal((await browser(village.fetch).post(AT, { ...fields, form_token })).status, 403)
  assert.ok(!(await inside.get(AT)).text.includes('evil@example.com'))
})

test('what is refused is said on a page', async () => {
  const { status, text } = await send({ deed: 'remove', email: 'bob@example.com' })
  assert.equal(status, 409)
  assert.match(text, /This is the primary address; make another one primary first\./)
  assert.equal((await send({ deed: 'confirm', code: 'guess' })).status, 400)
})

test('an address is added, confirmed by the link that was handed out, preferred and removed', async () => {
  assert.equal((await send({ deed: 'add', email: '"><b>@example.com' })).location, AT)
  assert.ok(!(await inside.get(AT)).text.includes('"><b>@'))
  assert.equal((await send({ deed: 'add', email: 'new@example.com' })).status, 303)
  const { link, code } = await issue('new@example.com')
  const { pathname, search } = new URL(link)
  assert.ok((await inside.get(pathname + search)).text.includes(`value="${code}"`))
  assert.equal((await send({ deed: 'confirm', code })).location, AT)
  assert.equal((await send({ deed: 'primary', email: 'new@example.com' })).status, 303)
  assert.equal((await send({ deed: 'remove', email: 'bob@example.com' })).status, 303)
  const { body } = await bob.get('/2.0/user/emails?pagelen=100')
  assert.deepEqual(
    body.values.filter((one: { is_confirmed: boolean }) => one.is_confirmed).map((one: { email: string }) => one.email),
    ['new@example.com'],
  )
})

test('the audit log tells it as it tells the same through the API, without the code', async () => {
  const { body } = await root.get('/pail/1/audit?q=operation="users.emails.user.confirm"')
  assert.equal(body.size, 1)
  assert.deepEqual([body.values[0].subject.uuid, body.values[0].details], [`{${village.users.bob.uuid}}`, {}])
})
