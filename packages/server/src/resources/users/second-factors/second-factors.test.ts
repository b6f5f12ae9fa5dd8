import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { type Browser, browser, openVillage } from '@pail/testkit'
import { Secret, TOTP } from 'otpauth'
import { forgetOldAttempts } from '../sessions/attempts.ts'
import { HOME } from '../sessions/next.ts'
import { sealedRows } from './apps.ts'
import { type NoPlace, placeOf } from './place.ts'
import { softKey } from './testing.ts'

const village = await openVillage()
after(() => village.close())
const { ada, forge, users } = village
const { reader } = forge.database

const ORIGIN = 'http://localhost:7990'
const PASSWORD = 'correct horse battery'
const IN = '/account/signin/'
const SECOND = '/account/signin/second-factor/'
const AT = '/account/settings/security/'

assert.equal((await ada.put('/pail/1/user/password', { password: PASSWORD })).status, 204)

/** Each test begins with an account that has no second factor, and with nothing counted against it. */
beforeEach(async () => {
  await forge.database.transact(async tx => {
    for (const table of ['authenticator_apps', 'security_keys', 'recovery_codes', 'sign_in_attempts'] as const)
      await tx.deleteFrom(table).execute()
  })
})

const open = () => browser(village.fetch, ORIGIN)
const enter = (by: Browser, fields: Record<string, string> = {}) =>
  by.fill(IN, IN, { username: 'ada', password: PASSWORD, ...fields })
const second = (by: Browser, fields: Record<string, string>) => by.fill(SECOND, SECOND, fields)

async function inside(): Promise<Browser> {
  const by = open()
  assert.equal((await enter(by)).location, HOME)
  return by
}

async function change(by: Browser, fields: Record<string, string>) {
  const { hidden } = await by.get(AT)
  return by.post(AT, { form_token: hidden.form_token!, password: PASSWORD, ...fields })
}

const codesIn = (text: string) => [...text.matchAll(/<li><code>([\w-]+)<\/code>/g)].map(([, code]) => code!)
const optionsIn = (text: string) => (/data-options="([^"]*)"/.exec(text)?.[1] ?? '').replaceAll('&quot;', '"')
const codeOf = (secret: string, aside = 0) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + aside * 30_000 })

/** Sets up an app; the codes of now and later are left. */
async function withApp(by: Browser): Promise<{ secret: string; codes: string[] }> {
  const { text } = await change(by, { deed: 'start-app' })
  const secret = /<code>([A-Z2-7 ]+)<\/code>/.exec(text)![1]!.replaceAll(' ', '')
  const confirmed = await change(by, { deed: 'confirm-app', code: codeOf(secret, -1) })
  assert.equal(confirmed.status, 200)
  return { secret, codes: codesIn(confirmed.text) }
}

async function withKey(by: Browser, name = 'Blue key') {
  const key = softKey(ORIGIN)
  const { text } = await change(by, { deed: 'ask-key' })
  const kept = await change(by, { deed: 'keep-key', name, credential: key.register(optionsIn(text)) })
  return { key, kept, codes: codesIn(kept.text) }
}

test('the page changes nothing without the password', async () => {
  const by = await inside()
  for (const deed of ['start-app', 'ask-key', 'issue-codes', 'remove', 'password'])
    assert.equal((await change(by, { deed, password: 'wrong' })).status, 400, deed)
  assert.equal((await reader.selectFrom('authenticator_apps').selectAll().execute()).length, 0)
  assert.equal((await reader.selectFrom('key_challenges').selectAll().execute()).length, 0)
})

test('an app asks for nothing before a code of it was given', async () => {
  const by = await inside()
  const { text } = await change(by, { deed: 'start-app' })
  assert.match(text, /<svg/)
  assert.equal((await change(by, { deed: 'confirm-app', code: '000000' })).status, 400)
  assert.equal((await enter(open())).location, HOME)
})

test('an app is not confirmed by guessing, nor after an hour', async () => {
  const by = await inside()
  const { text } = await change(by, { deed: 'start-app' })
  const secret = /<code>([A-Z2-7 ]+)<\/code>/.exec(text)![1]!.replaceAll(' ', '')
  for (let attempt = 0; attempt < 10; attempt++) await change(by, { deed: 'confirm-app', code: '000000' })
  assert.equal((await change(by, { deed: 'confirm-app', code: codeOf(secret) })).status, 403)
  await forge.database.transact(tx => tx.deleteFrom('sign_in_attempts').execute())
  const past = new Date(Date.now() - 3_601_000).toISOString()
  await forge.database.transact(tx => tx.updateTable('authenticator_apps').set({ created_on: past }).execute())
  assert.equal((await change(by, { deed: 'confirm-app', code: codeOf(secret) })).status, 409)
})

test('after the password somebody with an app has no session yet, and nothing opens', async () => {
  await withApp(await inside())
  const by = open()
  const answer = await enter(by)
  assert.equal(answer.location, `${SECOND}?next=${encodeURIComponent(HOME)}`)
  assert.ok(!by.cookies.has('pail_session'))
  assert.match((await by.get(HOME)).location ?? '', /^\/account\/signin\//)
  by.cookies.set('pail_session', by.cookies.get('pail_pending')!)
  assert.match((await by.get(HOME)).location ?? '', /^\/account\/signin\//)
})

test('a code of the app lets in, once', async () => {
  const { secret } = await withApp(await inside())
  const by = open()
  await enter(by, { next: '/account/settings/security/' })
  assert.equal((await second(by, { code: '123 45' })).status, 401)
  const done = await by.post(SECOND, {
    ...(await by.get(`${SECOND}?next=${encodeURIComponent('/account/settings/security/')}`)).hidden,
    code: codeOf(secret),
  })
  assert.equal(done.location, '/account/settings/security/')
  assert.equal((await by.get(HOME)).status, 200)
  assert.ok(!by.cookies.has('pail_pending'))
  const other = open()
  await enter(other)
  assert.equal((await second(other, { code: codeOf(secret) })).status, 401)
  assert.equal((await second(other, { code: codeOf(secret, -1) })).status, 401)
  assert.equal((await second(other, { code: codeOf(secret, 1) })).status, 303)
})

test('a code of two steps ago is too old', async () => {
  const { secret } = await withApp(await inside())
  await forge.database.transact(tx => tx.updateTable('authenticator_apps').set({ last_step: 1 }).execute())
  const by = open()
  await enter(by)
  assert.equal((await second(by, { code: codeOf(secret, -2) })).status, 401)
})

test('two who send the same code at once are not both let in', async () => {
  const { secret } = await withApp(await inside())
  const both = await Promise.all(
    [open(), open()].map(async by => {
      await enter(by)
      return { by, hidden: (await by.get(SECOND)).hidden }
    }),
  )
  const code = codeOf(secret)
  const answers = await Promise.all(both.map(({ by, hidden }) => by.post(SECOND, { ...hidden, code })))
  assert.deepEqual(answers.map(({ status }) => status).sort(), [303, 401])
})

test('the secret of an app is sealed', async () => {
  const { secret } = await withApp(await inside())
  const rows = JSON.stringify(await reader.selectFrom('authenticator_apps').selectAll().execute())
  assert.ok(!rows.includes(secret))
})

test('five wrong codes end what was begun, and the right one comes too late', async () => {
  const { secret } = await withApp(await inside())
  const by = open()
  await enter(by)
  const { hidden } = await by.get(SECOND)
  for (let attempt = 0; attempt < 4; attempt++)
    assert.equal((await by.post(SECOND, { ...hidden, code: '000000' })).status, 401)
  const kept = by.cookies.get('pail_pending')!
  assert.equal((await by.post(SECOND, { ...hidden, code: '000000' })).status, 303)
  by.cookies.set('pail_pending', kept)
  assert.equal((await by.post(SECOND, { ...hidden, code: codeOf(secret) })).status, 403)
  assert.ok(!by.cookies.has('pail_session'))
})

test('who knows the password comes by no new tries at the second step with it', async () => {
  const { secret } = await withApp(await inside())
  const guess = async (times: number) => {
    const by = open()
    await enter(by)
    for (let attempt = 0; attempt < times; attempt++) await second(by, { code: '000000' })
    return by
  }
  await guess(5)
  await guess(4)
  const by = await guess(1)
  const locked = await second(by, { code: codeOf(secret) })
  assert.equal(locked.status, 429)
  assert.equal(locked.headers.get('retry-after'), '900')
  const past = new Date(Date.now() - 901_000).toISOString()
  await forge.database.transact(tx => tx.updateTable('sign_in_attempts').set({ since: past }).execute())
  assert.equal((await second(by, { code: codeOf(secret) })).status, 303)
})

test('what was begun is bound to its form, ends with its time, and with a new password', async () => {
  const { secret } = await withApp(await inside())
  const begun = async () => {
    const by = open()
    await enter(by)
    return { by, hidden: (await by.get(SECOND)).hidden }
  }
  const { by, hidden } = await begun()
  const code = codeOf(secret)
  assert.equal((await by.post(SECOND, { ...hidden, form_token: 'guess', code })).status, 403)
  assert.equal((await by.post(SECOND, { ...hidden, code }, { origin: 'https://evil.example.com' })).status, 403)
  const other = await begun()
  assert.equal((await other.by.post(SECOND, { ...hidden, code })).status, 403)
  const past = new Date(Date.now() - 1000).toISOString()
  await forge.database.transact(tx => tx.updateTable('pending_sign_ins').set({ expires_on: past }).execute())
  assert.equal((await by.post(SECOND, { ...hidden, code })).status, 403)
  const third = await begun()
  await ada.put('/pail/1/user/password', { password: PASSWORD })
  assert.equal((await third.by.post(SECOND, { ...third.hidden, code })).status, 403)
})

test('a suspended account does not take the second step', async () => {
  const { secret } = await withApp(await inside())
  const by = open()
  await enter(by)
  const { hidden } = await by.get(SECOND)
  await village.root.put('/pail/1/users/ada', { status: 'suspended' })
  assert.equal((await by.post(SECOND, { ...hidden, code: codeOf(secret) })).status, 403)
  await village.root.put('/pail/1/users/ada', { status: 'active' })
})

test('a recovery code lets in once, however it is typed, and the page counts those left', async () => {
  const own = await inside()
  const { codes } = await withApp(own)
  assert.equal(new Set(codes).size, 10)
  const rows = JSON.stringify(await reader.selectFrom('recovery_codes').selectAll().execute())
  assert.ok(codes.every(code => !rows.includes(code)))
  const by = open()
  await enter(by)
  assert.equal((await second(by, { code: 'aaaa-aaaa-aaaa-aaaa' })).status, 401)
  assert.equal((await second(by, { code: ` ${codes[3]!.toUpperCase().replaceAll('-', ' ')}` })).status, 303)
  assert.match((await by.get(AT)).text, /9 are left/)
  const other = open()
  await enter(other)
  assert.equal((await second(other, { code: codes[3]! })).status, 401)
  const anew = codesIn((await change(own, { deed: 'issue-codes' })).text)
  assert.equal(anew.length, 10)
  assert.equal((await second(other, { code: codes[4]! })).status, 401)
  assert.equal((await second(other, { code: anew[0]! })).status, 303)
})

test('nobody gets recovery codes who has nothing to recover', async () => {
  const by = await inside()
  assert.equal((await change(by, { deed: 'issue-codes' })).status, 409)
})

test('the first factor ends the sessions that were opened without one', async () => {
  const other = await inside()
  const own = await inside()
  await withApp(own)
  assert.equal((await other.get(HOME)).status, 303)
  assert.equal((await own.get(HOME)).status, 200)
})

test('a security key lets in, and signs each challenge once', async () => {
  const { key, kept, codes } = await withKey(await inside())
  assert.equal(kept.status, 200)
  assert.equal(codes.length, 10)
  const by = open()
  await enter(by)
  const { hidden, text } = await by.get(SECOND)
  const credential = key.prove(optionsIn(text))
  assert.equal((await by.post(SECOND, { ...hidden, credential })).status, 303)
  assert.equal((await by.get(HOME)).status, 200)
  const other = open()
  await enter(other)
  assert.equal((await other.post(SECOND, { ...(await other.get(SECOND)).hidden, credential })).status, 401)
})

test('a key is not believed from another page, for another challenge, or where it has counted back', async () => {
  const { key } = await withKey(await inside())
  const by = open()
  await enter(by)
  const answer = async (at: Parameters<typeof key.prove>[1]) => {
    const { hidden, text } = await by.get(SECOND)
    return (await by.post(SECOND, { ...hidden, credential: key.prove(optionsIn(text), at) })).status
  }
  assert.equal(await answer({ origin: 'https://evil.example.com' }), 401)
  assert.equal(await answer({ challenge: 'AAAA' }), 401)
  await forge.database.transact(tx => tx.updateTable('security_keys').set({ counter: 50 }).execute())
  assert.equal(await answer({ counter: 50 }), 401)
  assert.equal(await answer({ counter: 51 }), 303)
})

test('the challenge of one sign-in counts in no other, and none for long', async () => {
  const { key } = await withKey(await inside())
  const [one, other] = [open(), open()]
  await enter(one)
  await enter(other)
  const theirs = await other.get(SECOND)
  const ours = await one.get(SECOND)
  assert.equal((await one.post(SECOND, { ...ours.hidden, credential: key.prove(optionsIn(theirs.text)) })).status, 401)
  const late = await one.get(SECOND)
  const past = new Date(Date.now() - 1000).toISOString()
  await forge.database.transact(tx => tx.updateTable('key_challenges').set({ expires_on: past }).execute())
  assert.equal((await one.post(SECOND, { ...late.hidden, credential: key.prove(optionsIn(late.text)) })).status, 401)
})

test('a key is registered by who was asked for the password, once, and at the right place', async () => {
  const by = await inside()
  const key = softKey(ORIGIN)
  const made = JSON.stringify({ challenge: 'AAAA', rp: { id: 'localhost' } })
  assert.equal((await change(by, { deed: 'keep-key', name: 'Made', credential: key.register(made) })).status, 400)
  const asked = optionsIn((await change(by, { deed: 'ask-key' })).text)
  const elsewhere = key.register(asked, { origin: 'https://evil.example.com' })
  assert.equal((await change(by, { deed: 'keep-key', name: 'Made', credential: elsewhere })).status, 400)
  const again = optionsIn((await change(by, { deed: 'ask-key' })).text)
  assert.equal((await change(by, { deed: 'keep-key', name: 'Made', credential: key.register(again) })).status, 200)
  const third = optionsIn((await change(by, { deed: 'ask-key' })).text)
  assert.equal((await change(by, { deed: 'keep-key', name: 'Twice', credential: key.register(third) })).status, 409)
})

test('under an IP address the page says where keys work', async () => {
  const by = browser(village.fetch, 'http://127.0.0.1:7990')
  await enter(by)
  const { text } = await by.get(AT)
  assert.match(text, /under a name only, not under an IP address/)
  assert.match(text, /href="http:\/\/localhost:7990\/account\/settings\/security\/"/)
  assert.equal((await change(by, { deed: 'ask-key' })).status, 409)
})

test('what is removed asks for nothing any more, and the last one takes the recovery codes along', async () => {
  const by = await inside()
  await withApp(by)
  await withKey(by, 'Red key')
  const rows = await reader.selectFrom('security_keys').select('uuid').execute()
  const app = await reader.selectFrom('authenticator_apps').select('uuid').executeTakeFirstOrThrow()
  assert.match((await by.get(AT)).text, /<b>Red key<\/b>/)
  assert.equal((await change(by, { deed: 'remove', factor: rows[0]!.uuid, password: 'wrong' })).status, 400)
  assert.equal((await change(by, { deed: 'remove', factor: users.bob.uuid })).status, 404)
  assert.equal((await change(by, { deed: 'remove', factor: rows[0]!.uuid })).status, 303)
  assert.match((await enter(open())).location ?? '', /second-factor/)
  assert.equal((await change(by, { deed: 'remove', factor: app.uuid })).status, 303)
  assert.equal((await reader.selectFrom('recovery_codes').selectAll().execute()).length, 0)
  assert.equal((await enter(open())).location, HOME)
})

test('a change of keys goes through the secrets of apps, which go on working', async () => {
  const { secret } = await withApp(await inside())
  const [row] = await sealedRows.after(reader, '', 10)
  assert.equal(forge.keys.unseal(row!.sealed, row!.place), secret)
  await forge.database.transact(tx => sealedRows.replace(tx, row!.id, forge.keys.seal(secret, row!.place)))
  const by = open()
  await enter(by)
  assert.equal((await second(by, { code: codeOf(secret) })).status, 303)
})

test('keys are told the address that the settings give, and of plain HTTP that it is none', () => {
  const at = (address: string, publicUrl?: string) =>
    placeOf({ ...forge, config: { ...forge.config, publicUrl } }, new Request(`${address}/account/settings/security/`))
  const secure = { origin: 'https://git.example.com', host: 'git.example.com' }
  assert.deepEqual(at('http://10.0.0.1:7990', 'https://git.example.com'), secure)
  assert.match((at('http://git.example.com') as NoPlace).because, /HTTPS/)
  assert.equal((at('http://192.0.2.1') as NoPlace).instead, undefined)
  assert.equal((at('http://localhost', 'http://127.0.0.1:7990') as NoPlace).instead, undefined)
  const local = 'http://localhost:7990/account/settings/security/'
  assert.equal((at('http://[::1]:7990') as NoPlace).instead, local)
})

test('beginnings and challenges that are over are dropped', async () => {
  await withKey(await inside())
  const by = open()
  await enter(by)
  await by.get(SECOND)
  const past = new Date(Date.now() - 1000).toISOString()
  await forge.database.transact(async tx => {
    await tx.updateTable('pending_sign_ins').set({ expires_on: past }).execute()
    await tx.updateTable('key_challenges').set({ expires_on: past }).execute()
  })
  await forgetOldAttempts.run(forge)
  assert.equal((await reader.selectFrom('pending_sign_ins').selectAll().execute()).length, 0)
  assert.equal((await reader.selectFrom('key_challenges').selectAll().execute()).length, 0)
})

test('the audit log has by what somebody came in, and no secret', async () => {
  const { secret, codes } = await withApp(await inside())
  const by = open()
  await enter(by)
  await second(by, { code: codeOf(secret) })
  const rows = await reader.selectFrom('audit_records').orderBy('id', 'desc').selectAll().limit(3).execute()
  assert.equal(rows[0]!.operation, 'users.sessions.open')
  assert.deepEqual(JSON.parse(rows[0]!.details), { method: 'password+authenticator_app' })
  assert.equal(rows[1]!.operation, 'users.secondFactors.add')
  const all = JSON.stringify(await reader.selectFrom('audit_records').selectAll().execute())
  assert.ok(![secret, ...codes].some(one => all.includes(one)))
})
