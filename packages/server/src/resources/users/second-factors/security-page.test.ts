import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { type Browser, browser, openVillage } from '@pail/testkit'
import { Secret, TOTP } from 'otpauth'
import { HOME } from '../sessions/next.ts'
import { confirmApp, startApp } from './apps.ts'
import { issueCodes } from './recovery-codes.ts'

const village = await openVillage()
after(() => village.close())
const { ada, bob, eve, root, forge, users } = village
const { reader } = forge.database

const PASSWORD = 'correct horse battery'
const NEW = 'another one to remember'
const AT = '/account/settings/security/'
const IN = '/account/signin/'
const OWN = '/pail/1/user/second-factors'

beforeEach(async () => {
  await forge.database.transact(async tx => {
    for (const table of ['authenticator_apps', 'recovery_codes', 'sign_in_attempts', 'sessions'] as const)
      await tx.deleteFrom(table).execute()
  })
  assert.equal((await ada.put('/pail/1/user/password', { password: PASSWORD })).status, 204)
})

const codeOf = (secret: string, aside = 0) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + aside * 30_000 })

/** Gives ada an app and recovery codes. */
const enrol = () =>
  forge.database.transact(async db => {
    const secret = await startApp({ db, keys: forge.keys }, users.ada)
    await confirmApp({ db, keys: forge.keys }, users.ada, codeOf(secret, -1))
    return { secret, codes: await issueCodes(db, users.ada) }
  })

async function inside(headers: Record<string, string> = {}): Promise<Browser> {
  const by = browser(village.fetch)
  const { hidden } = await by.get(IN)
  assert.equal((await by.post(IN, { ...hidden, username: 'ada', password: PASSWORD }, headers)).location, HOME)
  return by
}

async function change(by: Browser, fields: Record<string, string>) {
  const { hidden } = await by.get(AT)
  return by.post(AT, { form_token: hidden.form_token!, ...fields })
}

test('a password is changed by the one before, and what is wrong stands at its field', async () => {
  const by = await inside()
  const wrong = await change(by, { deed: 'password', password: 'wrong', new_password: NEW })
  assert.equal(wrong.status, 400)
  assert.match(wrong.text, /id="password-wrong">this is not the password</)
  const short = await change(by, { deed: 'password', password: PASSWORD, new_password: 'short' })
  assert.match(short.text, /id="new_password-wrong">at least 10 characters</)
  const other = await inside()
  assert.equal((await change(by, { deed: 'password', password: PASSWORD, new_password: NEW })).status, 303)
  assert.equal((await by.get(AT)).status, 200)
  assert.equal((await other.get(AT)).status, 303)
  const fields = { username: 'ada', password: NEW }
  assert.equal((await browser(village.fetch).fill(IN, IN, fields)).location, HOME)
})

test('guesses at the password are counted on the page too', async () => {
  const by = await inside()
  for (let attempt = 0; attempt < 10; attempt++) await change(by, { deed: 'start-app', password: 'wrong' })
  assert.equal((await change(by, { deed: 'start-app', password: PASSWORD })).status, 403)
})

test('who has a second factor changes the password with it, and a code of it is used up by that', async () => {
  const by = await inside()
  const { secret, codes } = await enrol()
  const wish = { deed: 'password', password: PASSWORD, new_password: NEW }
  assert.match((await change(by, wish)).text, /id="code-wrong">this is no code that counts now</)
  assert.equal((await change(by, { ...wish, code: codeOf(secret) })).status, 303)
  const back = { deed: 'password', password: NEW, new_password: PASSWORD }
  assert.equal((await change(by, { ...back, code: codeOf(secret) })).status, 400)
  assert.equal((await change(by, { ...back, code: codes[0]! })).status, 303)
  assert.equal((await reader.selectFrom('recovery_codes').selectAll().execute()).length, 9)
})

test('guesses at the second factor are counted on the page too', async () => {
  const by = await inside()
  const { secret } = await enrol()
  const wish = { deed: 'password', password: PASSWORD, new_password: NEW }
  for (let attempt = 0; attempt < 10; attempt++) await change(by, { ...wish, code: '000000' })
  assert.equal((await change(by, { ...wish, code: codeOf(secret) })).status, 403)
})

test('who has no password changes things only just after signing in, and may set one', async () => {
  const by = await inside()
  await forge.database.transact(tx => tx.deleteFrom('passwords').where('user_uuid', '=', users.ada.uuid).execute())
  const past = new Date(Date.now() - 4_000_000).toISOString()
  await forge.database.transact(tx => tx.updateTable('sessions').set({ created_on: past }).execute())
  assert.match((await by.get(AT)).text, /To change how you sign in, <a href="[^"]*">sign in again<\/a>/)
  assert.equal((await change(by, { deed: 'start-app' })).status, 403)
  assert.equal((await change(by, { deed: 'password', new_password: NEW })).status, 403)
  const lately = new Date().toISOString()
  await forge.database.transact(tx => tx.updateTable('sessions').set({ created_on: lately }).execute())
  assert.equal((await change(by, { deed: 'password', new_password: NEW })).status, 303)
})

test('the page tells where somebody is signed in, since when and by what', async () => {
  const by = await inside({ 'user-agent': 'Elsewhere/1 <b>' })
  const own = await inside()
  const { text } = await own.get(AT)
  assert.match(text, /<b>This browser<\/b> <small>since \d{4}-\d\d-\d\d at \d\d:\d\d UTC, by password</)
  assert.match(text, /Elsewhere\/1 &lt;b&gt;/)
  assert.match(text, /The last time before you signed in on/)
  assert.ok((await by.get(AT)).status === 200)
})

test('somebody ends one session, or all others, and none of anybody else', async () => {
  const [one, two, own] = [await inside(), await inside(), await inside()]
  const rows = await reader.selectFrom('sessions').orderBy('created_on').select(['hash']).execute()
  await eve.put('/pail/1/user/password', { password: PASSWORD })
  const theirs = browser(village.fetch)
  await theirs.fill(IN, IN, { username: 'eve', password: PASSWORD })
  assert.equal((await change(theirs, { deed: 'end-session', session: rows[0]!.hash })).status, 303)
  assert.equal((await one.get(AT)).status, 200)
  assert.equal((await change(own, { deed: 'end-session', session: rows[0]!.hash })).status, 303)
  assert.deepEqual([(await one.get(AT)).status, (await two.get(AT)).status], [303, 200])
  assert.equal((await change(own, { deed: 'end-others' })).status, 303)
  assert.deepEqual([(await two.get(AT)).status, (await own.get(AT)).status], [303, 200])
  assert.equal((await theirs.get(AT)).status, 200)
})

test('second factors are listed for their owner and administrators, and nobody else', async () => {
  await enrol()
  const { body } = await ada.get(OWN)
  assert.equal(body.size, 1)
  const { uuid, created_on, last_used_on, ...rest } = body.values[0]
  assert.ok(uuid && created_on && last_used_on)
  assert.deepEqual(rest, { type: 'second_factor', kind: 'authenticator_app', name: 'Authenticator app' })
  assert.equal((await root.get('/pail/1/users/ada/second-factors')).body.size, 1)
  assert.equal((await bob.get('/pail/1/users/ada/second-factors')).status, 403)
  assert.equal((await village.stranger.get(OWN)).status, 401)
})

test('a second factor is removed by a credential with every scope, and no other', async () => {
  await enrol()
  const { uuid } = (await ada.get(OWN)).body.values[0]
  const at = `${OWN}/${encodeURIComponent(uuid)}`
  const narrow = await village.as('ada', ['account:write'])
  assert.equal((await narrow.delete(at)).status, 403)
  assert.equal((await bob.delete(at)).status, 404)
  assert.equal((await ada.delete(at)).status, 204)
  assert.equal((await ada.get(OWN)).body.size, 0)
})

test('an administrator removes all of who has lost them, which is written down', async () => {
  await enrol()
  const theirs = '/pail/1/users/ada/second-factors'
  assert.equal((await ada.delete(theirs)).status, 403)
  assert.equal((await (await village.as('root', ['account:write'])).delete(theirs)).status, 403)
  assert.equal((await root.delete(theirs)).status, 204)
  assert.equal((await reader.selectFrom('recovery_codes').selectAll().execute()).length, 0)
  const { body } = await root.get('/pail/1/audit?pagelen=1')
  assert.equal(body.values[0].operation, 'users.secondFactors.user.removeAll')
  await inside()
})

test('a deleted account leaves no second factor', async () => {
  await root.post('/pail/1/users', { username: 'mallory', email: 'mallory@example.com' })
  const { body } = await root.get('/2.0/users/mallory')
  const uuid = body.uuid.slice(1, -1)
  await forge.database.transact(db => startApp({ db, keys: forge.keys }, { uuid }))
  await root.delete('/pail/1/users/mallory')
  assert.equal((await reader.selectFrom('authenticator_apps').selectAll().execute()).length, 0)
})
