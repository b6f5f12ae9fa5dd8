import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { type Browser, browser, openVillage } from '@pail/testkit'
import { playedProvider } from './testing.ts'

const provider = await playedProvider()
const { play, issuer } = provider
const village = await openVillage(provider.settings)
after(async () => {
  provider.close()
  await village.close()
})
const { ada, bob, root, users, forge } = village

const AT = '/account/settings/openid/'
const CALLBACK = '/account/openid/callback'
const password = 'correct horse battery'
await ada.put('/pail/1/user/password', { password })
await bob.put('/pail/1/user/password', { password })

async function signedIn(username: string) {
  const by = browser(village.fetch)
  await by.fill('/account/signin/', '/account/signin/', { username, password })
  return by
}
const inside = await signedIn('ada')
async function link(by: Browser, claims: Record<string, unknown>, bring = by) {
  play.claims = claims
  const page = await by.fill(AT, AT)
  const url = new URL(page.headers.get('refresh')?.replace('0; url=', '') ?? 'none:')
  if (bring !== by) bring.cookies.set('pail_openid', by.cookies.get('pail_openid')!)
  const { state = '', nonce = '' } = Object.fromEntries(url.searchParams)
  return bring.get(`${CALLBACK}?${new URLSearchParams({ code: nonce, state })}`)
}
const links = () => forge.database.reader.selectFrom('openid_links').selectAll().execute()

test('the page is one of the account only where there is a provider', async () => {
  const page = await inside.get(AT)
  assert.match(page.text, /<a href="\/account\/settings\/openid\/" aria-current="page">Sign-in with Example ID<\/a>/)
  assert.equal((await browser(village.fetch).get(AT)).status, 303)
})

test('a link is begun by a form of ours only', async () => {
  const { hidden } = await inside.get(AT)
  assert.equal((await inside.post(AT, { ...hidden, form_token: '' })).status, 403)
  assert.equal((await inside.post(AT, hidden, { origin: 'https://evil.example.com' })).status, 403)
})

test('who brings the answer has to be the one who asked', async () => {
  const { status, text } = await link(inside, { sub: 'x' }, await signedIn('bob'))
  assert.equal(status, 400)
  assert.match(text, /You have signed out, or in to another account, meanwhile\./)
  assert.equal((await link(inside, { sub: 'x' }, browser(village.fetch))).status, 400)
  assert.deepEqual(await links(), [])
})

test('somebody links their account whatever their address there, and comes in by it', async () => {
  const claims = { sub: 'x', name: '<b>Ada</b>', email: 'elsewhere@example.org', email_verified: false }
  assert.equal((await link(inside, claims)).location, AT)
  const { text } = await inside.get(AT)
  assert.match(text, /You sign in with Example ID as <b>&lt;b&gt;Ada&lt;\/b&gt;<\/b>/)
  const [row] = await links()
  assert.deepEqual([row?.issuer, row?.subject, row?.user_uuid], [issuer, 'x', users.ada.uuid])
})

test('one of the provider is linked to one account', async () => {
  const by = await signedIn('bob')
  const { status, text } = await link(by, { sub: 'x' })
  assert.equal(status, 409)
  assert.match(text, /Of the two one is linked already, to another account\./)
})

test('a link that is the only way in stays', async () => {
  const kept = await forge.database.reader.selectFrom('passwords').selectAll().execute()
  await forge.database.transact(tx => tx.deleteFrom('passwords').where('user_uuid', '=', users.ada.uuid).execute())
  const { status, text } = await inside.fill(AT, AT)
  assert.equal(status, 409)
  assert.match(text, /You could not sign in any more\. Set a password first\./)
  await forge.database.transact(tx =>
    tx
      .insertInto('passwords')
      .values(kept.filter(one => one.user_uuid === users.ada.uuid))
      .execute(),
  )
})

test('a link is taken away, and both are in the audit log', async () => {
  assert.equal((await inside.fill(AT, AT)).location, AT)
  assert.deepEqual(await links(), [])
  const told = async (verb: string) =>
    (await root.get(`/pail/1/audit?q=operation="users.openid.${verb}"`)).body.values[0]
  assert.deepEqual((await told('unlink')).details, { issuer, name: '<b>Ada</b>' })
  assert.equal((await told('link')).subject.uuid, `{${users.ada.uuid}}`)
})

test('who signed in a while ago signs in again before they link anything', async () => {
  const { hidden } = await inside.get(AT)
  const past = new Date(Date.now() - 3_700_000).toISOString()
  await forge.database.transact(tx => tx.updateTable('sessions').set({ created_on: past }).execute())
  assert.match((await inside.get(AT)).text, /sign in again/)
  assert.equal((await inside.post(AT, hidden)).status, 403)
})
