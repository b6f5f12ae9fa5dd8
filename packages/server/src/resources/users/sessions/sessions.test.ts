import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { type Browser, browser, openVillage } from '@pail/testkit'
import { noteAddress } from '../../../kernel/caller-address.ts'
import { ACCOUNT_PAGES } from '../../../kernel/web/account.ts'
import { asNext, HOME } from './next.ts'

const village = await openVillage()
after(() => village.close())
const { ada, root, forge } = village

const PASSWORD = 'correct horse battery'
const IN = '/account/signin/'

for (const [name, by] of Object.entries({ ada, bob: village.bob, eve: village.eve }))
  assert.equal((await by.put('/pail/1/user/password', { password: PASSWORD })).status, 204, name)

const open = () => browser(village.fetch)
const signIn = (by: Browser, username: string, password = PASSWORD, more: Record<string, string> = {}) =>
  by.fill(IN, IN, { username, password, ...more })

test('a wrong password and a name that nobody has are refused alike', async () => {
  const [wrong, unknown] = [await signIn(open(), 'ada', 'wrong'), await signIn(open(), 'nobody', 'wrong')]
  assert.deepEqual([wrong.status, unknown.status], [401, 401])
  const without = (page: { text: string }) => page.text.replaceAll(/value="[^"]*"/g, '')
  assert.equal(without(wrong), without(unknown))
  assert.match(wrong.text, /The name or the password is wrong\./)
})

test('no session comes of a form that was not filled in here', async () => {
  const by = open()
  const { hidden } = await by.get(IN)
  const fields = { ...hidden, username: 'ada', password: PASSWORD }
  assert.equal((await by.post(IN, { ...fields, form_token: 'guess' })).status, 403)
  assert.equal((await by.post(IN, { ...fields, form_token: '' })).status, 403)
  assert.equal((await by.post(IN, fields, { origin: 'https://evil.example.com' })).status, 403)
  assert.equal((await by.post(IN, fields, { origin: 'null' })).status, 403)
  assert.equal((await by.post(IN, fields, { 'sec-fetch-site': 'cross-site' })).status, 403)
  assert.equal((await open().post(IN, fields)).status, 403)
  assert.ok(!by.cookies.has('pail_session'))
})

test('a token is no password, and a password opens neither the API nor Git', async () => {
  assert.equal((await signIn(open(), 'ada', await village.secret('ada'))).status, 401)
  const basic = { authorization: `Basic ${Buffer.from(`ada:${PASSWORD}`).toString('base64')}` }
  assert.equal((await village.stranger.get('/2.0/user', { headers: basic })).status, 401)
})

test('who has no password does not sign in', async () => {
  assert.equal((await signIn(open(), 'root', '')).status, 401)
})

test('somebody signs in by username or address, and out again', async () => {
  const by = open()
  const inside = await signIn(by, 'ADA@example.com ')
  assert.deepEqual([inside.status, inside.location], [303, HOME])
  const cookie = inside.headers.getSetCookie().find(one => one.startsWith('pail_session=')) ?? ''
  assert.match(cookie, /; Path=\/; HttpOnly; SameSite=Lax; Max-Age=\d+$/)
  const home = await by.get(HOME)
  assert.equal(home.status, 200)
  assert.match(home.text, /<span>Ada<\/span>/)
  assert.equal((await by.get(IN)).location, HOME)
  const kept = by.cookies.get('pail_session')!
  assert.equal((await by.post('/account/signout/', { form_token: 'guess' })).status, 403)
  assert.equal((await by.fill(HOME, '/account/signout/')).location, IN)
  assert.ok(!by.cookies.has('pail_session'))
  by.cookies.set('pail_session', kept)
  assert.match((await by.get(HOME)).location ?? '', /^\/account\/signin\//)
})

test('the session is a new one, whatever the browser had before', async () => {
  const by = open()
  by.cookies.set('pail_session', 'A'.repeat(43))
  await signIn(by, 'bob')
  const first = by.cookies.get('pail_session')
  assert.notEqual(first, 'A'.repeat(43))
  assert.equal((await by.get(HOME)).status, 200)
})

test('a session is kept as a hash, and no credential of the API', async () => {
  const by = open()
  await signIn(by, 'ada')
  const secret = by.cookies.get('pail_session')!
  const rows = JSON.stringify(await forge.database.reader.selectFrom('sessions').selectAll().execute())
  assert.ok(!rows.includes(secret))
  assert.equal((await village.stranger.get('/2.0/user', { headers: { cookie: `pail_session=${secret}` } })).status, 401)
  assert.equal(
    (await village.stranger.get('/2.0/user', { headers: { authorization: `Bearer ${secret}` } })).status,
    401,
  )
})

test('cookies are for safe connections where there are any', async () => {
  const over = async (origin: string) => {
    const answer = await village.fetch(new Request(`${origin}${IN}`))
    return answer.headers.getSetCookie()[0] ?? ''
  }
  assert.match(await over('https://git.example.com'), /^__Host-pail_form=.*; Secure$/)
  assert.match(await over('http://localhost:7990'), /^pail_form=.*; Secure$/)
  assert.doesNotMatch(await over('http://192.0.2.1:7990'), /Secure/)
})

test('a page runs nothing, is framed by nobody and kept nowhere', async () => {
  const { headers, text } = await open().get(IN)
  const policy = headers.get('content-security-policy') ?? ''
  assert.match(
    policy,
    /^default-src 'none'; style-src 'sha256-[^']+'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'$/,
  )
  assert.equal(headers.get('x-frame-options'), 'DENY')
  assert.equal(headers.get('cache-control'), 'no-store')
  assert.equal(headers.get('access-control-allow-origin'), null)
  assert.doesNotMatch(text, /<script|javascript:| style=/)
})

test('what was typed comes back as text', async () => {
  const { text } = await signIn(open(), '"><script>alert(1)</script>')
  assert.ok(text.includes('value="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"'))
})

test('after signing in somebody goes on where they wanted to, as long as that is here', async () => {
  assert.equal(
    (await signIn(open(), 'ada', PASSWORD, { next: '/site/oauth2/authorize?client_id=x' })).location,
    '/site/oauth2/authorize?client_id=x',
  )
  assert.equal((await signIn(open(), 'ada', PASSWORD, { next: 'https://evil.example.com/' })).location, HOME)
  assert.equal(asNext('//evil.example.com'), HOME)
  assert.equal(asNext('/\\evil.example.com'), HOME)
  assert.equal(asNext('/a\\..\\b'), HOME)
  assert.equal(asNext('/\t/evil.example.com'), HOME)
  assert.equal(asNext('/a\r\nSet-Cookie: x=y'), HOME)
  assert.equal(asNext('javascript:alert(1)'), HOME)
  assert.equal(asNext('/%2f/evil.example.com'), '/%2f/evil.example.com')
  assert.equal(asNext(undefined), HOME)
})

test('a new password ends the sessions that there are', async () => {
  const by = open()
  await signIn(by, 'bob')
  assert.equal((await village.bob.put('/pail/1/user/password', { password: `${PASSWORD} staple` })).status, 204)
  assert.equal((await by.get(HOME)).status, 303)
  assert.equal((await signIn(open(), 'bob')).status, 401)
  await village.bob.put('/pail/1/user/password', { password: PASSWORD })
})

test('a suspended account neither signs in nor stays', async () => {
  const by = open()
  await signIn(by, 'bob')
  await root.put('/pail/1/users/bob', { status: 'suspended' })
  assert.equal((await by.get(HOME)).status, 303)
  assert.equal((await signIn(open(), 'bob')).status, 401)
  await root.put('/pail/1/users/bob', { status: 'active' })
})

test('after many failures even the right password waits, by whichever name', async () => {
  for (let attempt = 0; attempt < 10; attempt++) await signIn(open(), attempt % 2 ? 'eve' : 'eve@example.com', 'wrong')
  const locked = await signIn(open(), 'eve')
  assert.equal(locked.status, 429)
  assert.equal(locked.headers.get('retry-after'), '900')
  assert.equal((await signIn(open(), 'EVE@example.com')).status, 429)
  assert.equal((await signIn(open(), 'ada')).status, 303)
  const past = new Date(Date.now() - 901_000).toISOString()
  await forge.database.transact(tx => tx.updateTable('sign_in_attempts').set({ since: past }).execute())
  assert.equal((await signIn(open(), 'eve')).status, 303)
})

test('a name that nobody has is locked just the same', async () => {
  for (let attempt = 0; attempt < 10; attempt++) await signIn(open(), 'nobody', 'wrong')
  assert.equal((await signIn(open(), 'nobody', 'wrong')).status, 429)
})

test('one address does not try many names', async () => {
  const from = (request: Request) => {
    noteAddress(request, { incoming: { socket: { remoteAddress: '2001:db8:1:2:a:b:c:d' } } })
    return village.fetch(request)
  }
  await signIn(browser(from), 'name-w', 'wrong')
  await forge.database.transact(tx => tx.updateTable('sign_in_attempts').set({ failures: 50 }).execute())
  assert.equal((await signIn(browser(from), 'name-x', 'wrong')).status, 429)
  assert.equal((await signIn(open(), 'name-y', 'wrong')).status, 401)
})

test('the pages of an account lead to one another, and the one that is shown is marked', async () => {
  const by = open()
  await signIn(by, 'ada')
  assert.equal((await by.get('/account/settings/')).location, ACCOUNT_PAGES[0].path)
  for (const { path, label } of ACCOUNT_PAGES) {
    const { status, text } = await by.get(path)
    assert.equal(status, 200, path)
    assert.match(text, new RegExp(`<nav aria-label="Account">.*<a href="${path}" aria-current="page">${label}</a>`))
    assert.deepEqual([...text.matchAll(/<nav .*<\/nav>/g)][0]![0].match(/href=/g)?.length, ACCOUNT_PAGES.length)
    assert.equal(text.match(/aria-current="page"/g)?.length, 1)
  }
  assert.doesNotMatch((await open().get(IN)).text, /<nav/)
})
