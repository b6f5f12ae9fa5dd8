import assert from 'node:assert/strict'
import { hash } from 'node:crypto'
import { after, beforeEach, test } from 'node:test'
import { type Browser, browser, openVillage, type Village } from '@pail/testkit'
import { Secret, TOTP } from 'otpauth'
import { HOME } from '../../users/sessions/next.ts'
import { CLIENT, playedProvider } from './testing.ts'

const provider = await playedProvider()
const { play, asked, issuer } = provider
const villages: Village[] = []
async function villageWith(settings: Record<string, string> = {}) {
  const made = await openVillage(settings)
  villages.push(made)
  return made
}
const village = await villageWith(provider.settings)
const open = await villageWith({ ...provider.settings, PAIL_OIDC_SIGNUP: 'on' })
after(async () => {
  provider.close()
  for (const one of villages) await one.close()
})
beforeEach(provider.reset)

const IN = '/account/signin/'
const BEGIN = '/account/openid/'
const CALLBACK = '/account/openid/callback'
const theirs = (email: string) => ({ sub: email.split('@')[0]!.toLowerCase(), email, email_verified: true })

/** Where the provider is asked, and what a browser would bring back from there. */
async function begin(by: Browser, fields: Record<string, string> = {}) {
  const page = await by.fill(IN, BEGIN, fields)
  const url = new URL(page.headers.get('refresh')?.replace('0; url=', '') ?? 'none:')
  const { state = '', nonce = '' } = Object.fromEntries(url.searchParams)
  return { page, url, back: { code: nonce, state } }
}
const bring = (by: Browser, back: Record<string, string>) => by.get(`${CALLBACK}?${new URLSearchParams(back)}`)

async function signIn(by = browser(village.fetch), fields: Record<string, string> = {}) {
  const { back } = await begin(by, fields)
  return { by, ...(await bring(by, back)) }
}

async function refused(status: number, said: RegExp, by = browser(village.fetch)) {
  const answer = await signIn(by)
  assert.equal(answer.status, status, answer.text)
  assert.match(answer.text, said)
  assert.ok(!by.cookies.has('pail_session') && !by.cookies.has('pail_openid'))
}
const NO = /What Example ID answered does not hold\./
const links = () => village.forge.database.reader.selectFrom('openid_links').selectAll().execute()

test('nobody signs in by a provider where there is none', async () => {
  const plain = await villageWith()
  const by = browser(plain.fetch)
  const page = await by.get(IN)
  assert.doesNotMatch(page.text, /openid/)
  assert.equal((await by.post(BEGIN, { ...page.hidden })).status, 404)
  assert.equal((await by.get(`${CALLBACK}?code=x&state=y`)).status, 404)
})

test('a browser is sent off only by a form of ours', async () => {
  const by = browser(village.fetch)
  const { hidden, text } = await by.get(IN)
  assert.match(text, /<button>Sign in with Example ID<\/button>/)
  assert.equal((await by.post(BEGIN, {})).status, 403)
  assert.equal((await by.post(BEGIN, hidden, { origin: 'https://evil.example.com' })).status, 403)
  assert.equal((await browser(village.fetch).post(BEGIN, hidden)).status, 403)
})

test('the provider is asked with a challenge, a state and a nonce, none of which stands in a row', async () => {
  const by = browser(village.fetch)
  const { page, url } = await begin(by)
  assert.equal(page.status, 200)
  assert.equal(url.origin + url.pathname, `${issuer}/auth`)
  const { state, nonce, code_challenge, ...rest } = Object.fromEntries(url.searchParams)
  assert.deepEqual(rest, {
    client_id: CLIENT.id,
    redirect_uri: `http://pail.test${CALLBACK}`,
    response_type: 'code',
    scope: 'openid email profile',
    code_challenge_method: 'S256',
  })
  assert.match(`${state} ${nonce} ${code_challenge}`, /^[\w-]{43} [\w-]{43} [\w-]{43}$/)
  const cookie = page.headers.getSetCookie().find(one => one.startsWith('pail_openid=')) ?? ''
  assert.match(cookie, /; Path=\/; HttpOnly; SameSite=Lax; Max-Age=600$/)
  const rows = await village.forge.database.reader.selectFrom('openid_questions').selectAll().execute()
  for (const secret of [state, nonce, by.cookies.get('pail_openid')])
    assert.ok(!JSON.stringify(rows).includes(secret ?? ''))
})

test('a token that another key has signed is refused', async () => {
  Object.assign(play, { otherKey: true, claims: theirs('ada@example.com') })
  await refused(403, NO)
})

test('a token that nobody has signed, or the client’s secret, is refused', async () => {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const claims = part({ iss: issuer, aud: CLIENT.id, exp: 9e9, iat: 1, ...theirs('ada@example.com') })
  play.idToken = `${part({ alg: 'none' })}.${claims}.`
  await refused(403, NO)
  play.idToken = `${part({ alg: 'HS256' })}.${claims}.${'A'.repeat(43)}`
  await refused(403, NO)
})

test('a token for another question, another client or of another issuer is refused', async () => {
  for (const wrong of [
    { nonce: 'guess' },
    { nonce: undefined },
    { aud: 'other' },
    { iss: 'https://evil.example.com' },
  ]) {
    play.claims = { ...theirs('ada@example.com'), ...wrong }
    await refused(403, NO)
  }
})

test('a token whose time is over is refused', async () => {
  const past = Math.floor(Date.now() / 1000) - 3600
  play.claims = { ...theirs('ada@example.com'), iat: past - 60, exp: past }
  await refused(403, NO)
})

test('the profile of somebody else is refused', async () => {
  play.profile = { ...theirs('ada@example.com'), sub: 'eve' }
  await refused(403, NO)
})

test('another state, a second time, another browser and a late answer are refused', async () => {
  play.claims = theirs('bob@example.com')
  const by = browser(village.fetch)
  const first = await begin(by)
  assert.equal((await bring(browser(village.fetch), first.back)).status, 400)
  assert.equal((await bring(by, { ...first.back, state: 'guess' })).status, 403)
  assert.equal((await bring(by, first.back)).status, 400)
  const second = await begin(by)
  const kept = by.cookies.get('pail_openid')!
  assert.equal((await bring(by, second.back)).status, 303)
  by.cookies.set('pail_openid', kept)
  assert.equal((await bring(by, second.back)).status, 400)
  const late = await begin(browser(village.fetch))
  const past = new Date(Date.now() - 1000).toISOString()
  await village.forge.database.transact(tx => tx.updateTable('openid_questions').set({ expires_on: past }).execute())
  assert.equal((await bring(by, late.back)).status, 400)
})

test('two who bring one answer at once do not both come in', async () => {
  play.claims = theirs('bob@example.com')
  const by = browser(village.fetch)
  const { back } = await begin(by)
  const answers = await Promise.all([bring(by, back), bring(by, back), bring(by, back)])
  assert.deepEqual(answers.map(one => one.status).sort(), [303, 400, 400])
})

test('what the provider refuses is said on a page', async () => {
  const by = browser(village.fetch)
  const { back } = await begin(by)
  const { status, text } = await bring(by, { error: 'access_denied', state: back.state })
  assert.equal(status, 403)
  assert.match(text, /Example ID was told not to let you in here, or does not\./)
  assert.match(text, /<a href="\/account\/signin\/">Sign in<\/a>/)
  const again = await begin(by)
  assert.match((await bring(by, { error: 'server_error', state: again.back.state })).text, NO)
})

test('an address that the provider does not vouch for opens no account', async () => {
  for (const email_verified of [false, undefined, 'false', 1]) {
    play.claims = { email: 'ada@example.com', email_verified, sub: 'stranger' }
    play.profile = { sub: 'stranger' }
    await refused(403, /vouches for no e-mail address of yours/)
  }
  assert.ok((await links()).every(one => one.subject !== 'stranger'))
})

test('whom nobody knows is refused, where accounts are not made', async () => {
  play.claims = theirs('nell@example.com')
  await refused(403, /Nobody here has your e-mail address\./)
})

test('a suspended account stays closed', async () => {
  await village.root.put('/pail/1/users/eve', { status: 'suspended' })
  play.claims = theirs('eve@example.com')
  await refused(403, /This account is suspended\./)
  await village.root.put('/pail/1/users/eve', { status: 'active' })
})

test('a provider that does not answer is said so, and is asked again the next time', async () => {
  const other = await villageWith(provider.settings)
  play.isDown = true
  const by = browser(other.fetch)
  const page = await by.fill(IN, BEGIN)
  assert.equal(page.status, 503)
  assert.match(page.text, /Example ID does not answer at present\./)
  provider.reset()
  assert.equal((await begin(by)).page.status, 200)
})

test('a provider inside is not asked, nor one that leads there', async () => {
  const inside = await villageWith({
    ...provider.settings,
    PAIL_OIDC_ISSUER: issuer.replace('http:', 'https:'),
    PAIL_OUTBOUND_ALLOW: '',
  })
  const before = asked.length
  assert.equal((await browser(inside.fetch).fill(IN, BEGIN)).status, 503)
  assert.equal(asked.length, before)
  play.metadata = { token_endpoint: `http://127.0.0.2:${provider.port}/token` }
  const leading = await villageWith(provider.settings)
  const by = browser(leading.fetch)
  const { back } = await begin(by)
  assert.equal((await bring(by, back)).status, 503)
})

test('somebody comes in by their address, and from then on by who they are there', async () => {
  play.claims = { ...theirs('ADA@example.com'), preferred_username: 'ada.l' }
  const { status, location, by } = await signIn()
  assert.deepEqual([status, location], [303, HOME])
  assert.match((await by.get(HOME)).text, /<span>Ada<\/span>/)
  const exchange = asked.findLast(one => one.path === '/token')!
  const basic = Buffer.from(exchange.authorization?.replace('Basic ', '') ?? '', 'base64').toString()
  assert.equal(decodeURIComponent(basic.replaceAll('+', ' ')), `${CLIENT.id}:${CLIENT.secret}`)
  assert.match(exchange.body.get('code_verifier') ?? '', /^[\w-]{43}$/)
  play.claims = { ...theirs('other@example.com'), sub: 'ada' }
  assert.match((await (await signIn()).by.get(HOME)).text, /<span>Ada<\/span>/)
  const [link, ...more] = (await links()).filter(one => one.user_uuid === village.users.ada.uuid)
  assert.deepEqual([link?.subject, link?.name, more], ['ada', 'ada.l', []])
})

test('the verifier is the one of the challenge', async () => {
  play.claims = theirs('ada@example.com')
  const by = browser(village.fetch)
  const { url, back } = await begin(by)
  await bring(by, back)
  const verifier = asked.findLast(one => one.path === '/token')?.body.get('code_verifier') ?? ''
  assert.equal(hash('sha256', verifier, 'base64url'), url.searchParams.get('code_challenge'))
})

test('a second one of the provider does not take over an account that is linked', async () => {
  play.claims = { ...theirs('ada@example.com'), sub: 'ada-2' }
  await refused(409, /Of the two one is linked already, to another account\./)
})

test('the address is looked for beside the token where it does not stand in it', async () => {
  play.claims = { sub: 'eve' }
  play.profile = theirs('eve@example.com')
  assert.match((await (await signIn()).by.get(HOME)).text, /<span>Eve<\/span>/)
})

test('the session is a new one, and people go on where they wanted to, as long as that is here', async () => {
  play.claims = theirs('ada@example.com')
  const by = browser(village.fetch)
  by.cookies.set('pail_session', 'A'.repeat(43))
  assert.equal((await signIn(by, { next: '/account/settings/ssh-keys/' })).location, '/account/settings/ssh-keys/')
  assert.notEqual(by.cookies.get('pail_session'), 'A'.repeat(43))
  for (const next of ['https://evil.example.com/', '//evil.example.com', '/\\evil.example.com'])
    assert.equal((await signIn(browser(village.fetch), { next })).location, HOME)
})

test('who has a second factor is asked for it, and comes in with both', async () => {
  const SECURITY = '/account/settings/security/'
  const SECOND = '/account/signin/second-factor/'
  play.claims = theirs('bob@example.com')
  const { by: first } = await signIn()
  const change = async (fields: Record<string, string>) => {
    const { form_token = '' } = (await first.get(SECURITY)).hidden
    return (await first.post(SECURITY, { form_token, ...fields })).text
  }
  const secret = /<code>([A-Z2-7 ]+)<\/code>/.exec(await change({ deed: 'start-app' }))?.[1]?.replaceAll(' ', '') ?? ''
  const codeOf = (aside: number) =>
    new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + aside * 30_000 })
  await change({ deed: 'confirm-app', code: codeOf(-1) })
  const { by, location } = await signIn()
  assert.equal(location, `${SECOND}?next=${encodeURIComponent(HOME)}`)
  assert.ok(!by.cookies.has('pail_session'))
  assert.equal((await by.fill(location ?? '', SECOND, { code: codeOf(0) })).location, HOME)
  assert.match((await by.get(HOME)).text, /<span>Bob<\/span>/)
  assert.match((await by.get(SECURITY)).text, /by OpenID Connect and authenticator app/)
})

test('who is to show anew who they are is asked anew', async () => {
  const by = browser(village.fetch)
  const page = await by.fill(`${IN}?again=yes`, BEGIN)
  const url = new URL(page.headers.get('refresh')?.replace('0; url=', '') ?? '')
  assert.equal(url.searchParams.get('prompt'), 'login')
  play.claims = { ...theirs('ada@example.com'), auth_time: Math.floor(Date.now() / 1000) - 3600 }
  const back = { code: url.searchParams.get('nonce')!, state: url.searchParams.get('state')! }
  assert.match((await bring(by, back)).text, /Example ID did not ask you anew who you are\./)
})

test('where accounts are made, somebody gets one with a workspace, under a name that is free', async () => {
  play.claims = { ...theirs('nell@example.com'), preferred_username: 'Nèll O’Hara', name: 'Nell O.' }
  const { by, location } = await signIn(browser(open.fetch))
  assert.equal(location, HOME)
  assert.match((await by.get(HOME)).text, /<span>Nell O\.<\/span>/)
  assert.equal((await open.stranger.get('/2.0/workspaces/nell-o-hara')).body.is_personal, true)
  play.claims = theirs('acme@example.org')
  await signIn(browser(open.fetch))
  assert.equal((await open.root.get('/pail/1/users/acme-2')).body.email, 'acme@example.org')
  const { body } = await open.root.get('/pail/1/audit?q=operation="users.openid.signUp"')
  assert.deepEqual(body.values.map((one: { details: { username: string } }) => one.details.username).sort(), [
    'acme-2',
    'nell-o-hara',
  ])
})

test('coming in is in the audit log', async () => {
  const { body } = await village.root.get('/pail/1/audit?q=operation="users.sessions.open"&pagelen=100')
  assert.ok(body.values.some((one: { details: { method?: string } }) => one.details.method === 'openid'))
  const linked = await village.root.get('/pail/1/audit?q=operation="users.openid.link"&pagelen=100')
  assert.ok(linked.body.values.some((one: { details: { issuer: string } }) => one.details.issuer === issuer))
})
