import assert from 'node:assert/strict'
import { hash } from 'node:crypto'
import { after, test } from 'node:test'
import { browser, caller, openVillage } from '@pail/testkit'

const village = await openVillage()
after(() => village.close())
const { ada, bob, stranger, forge } = village

const AT = '/site/oauth2/authorize'
const APPLICATIONS = '/account/settings/app-authorizations/'
const CALLBACK = 'https://app.example.com/callback'
const PASSWORD = 'correct horse battery'
const VAULT = '/2.0/repositories/acme/vault'

await bob.put('/pail/1/user/password', { password: PASSWORD })
await ada.put('/pail/1/user/password', { password: PASSWORD })

async function make(name: string, scopes: readonly string[], more: object = {}) {
  const input = { name, scopes, callback_url: CALLBACK, ...more }
  return (await ada.post('/pail/1/workspaces/acme/consumers', input)).body as { key: string; secret: string }
}
const app = await make('Dashboard <b>', ['account', 'repository'])

async function signedIn(username = 'bob') {
  const by = browser(village.fetch)
  await by.fill('/account/signin/', '/account/signin/', { username, password: PASSWORD })
  return by
}
const inside = await signedIn()

const addressOf = (fields: Record<string, string>) =>
  `${AT}?${new URLSearchParams({ client_id: app.key, response_type: 'code', ...fields })}`
const askFor = (fields: Record<string, string> = {}, by = inside) => by.get(addressOf(fields))
const decide = (fields: Record<string, string> = {}, decision = 'allow', by = inside) =>
  by.fill(addressOf(fields), AT, { decision })
const answerIn = (location: string | undefined) => Object.fromEntries(new URL(location ?? '').searchParams)

async function codeFor(fields: Record<string, string> = {}) {
  const { status, location } = await decide(fields)
  assert.equal(status, 303)
  return answerIn(location).code!
}
const exchange = (fields: Record<string, string>, { key, secret } = app) =>
  stranger.post('/site/oauth2/access_token', new URLSearchParams({ grant_type: 'authorization_code', ...fields }), {
    headers: { authorization: `Basic ${Buffer.from(`${key}:${secret}`).toString('base64')}` },
  })
const refused = async (fields: Record<string, string>, by = app) => {
  const { status, body } = await exchange(fields, by)
  assert.equal(status, 400)
  return body.error
}

test('nobody is sent anywhere for an application that is not known, or to where it does not live', async () => {
  const silent = await make('Silent', ['account'], { callback_url: null })
  for (const fields of [
    { client_id: 'unknown' },
    { client_id: silent.key },
    { client_id: silent.key, redirect_uri: CALLBACK },
    { redirect_uri: 'https://evil.example.com/callback' },
    { redirect_uri: `${CALLBACK}@evil.example.com` },
    { redirect_uri: 'https://evil.example.com/', response_type: 'nonsense' },
    { redirect_uri: '' },
  ] as Record<string, string>[]) {
    const { status, location, text } = await askFor(fields)
    assert.deepEqual([status, location], [400, undefined], JSON.stringify(fields))
    assert.ok(!text.includes('<form'))
  }
  const twice = await inside.get(`${addressOf({})}&redirect_uri=${CALLBACK}&redirect_uri=https://evil.example.com/`)
  assert.deepEqual([twice.status, twice.location], [400, undefined])
})

test('the same is refused when it is the form that says so', async () => {
  const wrong = await inside.fill(addressOf({}), AT, { decision: 'allow', redirect_uri: 'https://evil.example.com/' })
  assert.deepEqual([wrong.status, wrong.location], [400, undefined])
})

test('what else is wrong with a question the application is told', async () => {
  const told = async (fields: Record<string, string>) => {
    const { location } = await askFor({ state: 's&1', ...fields })
    assert.ok(location?.startsWith(CALLBACK))
    const { error, state } = answerIn(location?.replace('#', '?'))
    assert.equal(state, 's&1')
    return error
  }
  assert.equal(await told({ response_type: 'id_token' }), 'unsupported_response_type')
  assert.equal(await told({ scope: 'repository:write' }), 'invalid_scope')
  assert.equal(await told({ scope: 'repository:write', response_type: 'token' }), 'invalid_scope')
  assert.equal(await told({ code_challenge: 'a'.repeat(43) }), 'invalid_request')
  assert.equal(await told({ code_challenge: 'a'.repeat(43), code_challenge_method: 'plain' }), 'invalid_request')
  assert.equal(await told({ code_challenge: 'short', code_challenge_method: 'S256' }), 'invalid_request')
})

test('who has not signed in is asked to, and comes back', async () => {
  const by = browser(village.fetch)
  const address = addressOf({ state: 'x', redirect_uri: CALLBACK })
  const first = await by.get(address)
  assert.equal(first.status, 303)
  const after = await by.fill(first.location!, '/account/signin/', { username: 'bob', password: PASSWORD })
  assert.equal(after.location, address)
  assert.equal((await by.get(after.location!)).status, 200)
})

test('a token of the API lets nobody consent', async () => {
  const headers = { authorization: `Bearer ${await village.secret('bob')}` }
  assert.equal((await browser(village.fetch).get(addressOf({}), headers)).status, 303)
})

test('no application is let in by a form that was not filled in here', async () => {
  const { hidden } = await askFor()
  const allow = { ...hidden, decision: 'allow' }
  const isRefused = async (fields: Record<string, string>, by = inside, headers = {}) =>
    assert.equal((await by.post(AT, fields, headers)).status, 403)
  await isRefused({ ...allow, form_token: '' })
  await isRefused(allow, inside, { origin: 'https://evil.example.com' })
  await isRefused(allow, browser(village.fetch))
  await isRefused(allow, await signedIn('ada'))
  assert.equal((await inside.get(`${addressOf({})}&decision=allow&form_token=${hidden.form_token}`)).status, 200)
})

test('the page names the application, the person and the scopes, and runs nothing of what they are called', async () => {
  const { status, text, headers } = await askFor()
  assert.equal(status, 200)
  assert.ok(text.includes('<strong>Dashboard &lt;b&gt;</strong>') && text.includes('<strong>Bob</strong>'))
  assert.match(text, /Repositories: Read<\/b><br>Read and clone repositories/)
  assert.match(headers.get('content-security-policy') ?? '', /form-action 'self' https:\/\/app\.example\.com$/)
  assert.match(headers.get('content-security-policy') ?? '', /frame-ancestors 'none'/)
})

test('a refusal of the person is told to the application', async () => {
  const { location } = await decide({ state: 'x' }, 'deny')
  assert.deepEqual(answerIn(location), {
    error: 'access_denied',
    error_description: 'The user has denied access.',
    state: 'x',
  })
})

test('a code is exchanged for a token that acts for the person, as far as the scopes go', async () => {
  const state = 'täst/&=#'
  const { location } = await decide({ state, scope: 'repository' })
  const answer = answerIn(location)
  assert.deepEqual(Object.keys(answer), ['code', 'state'])
  assert.equal(answer.state, state)
  const { status, body } = await exchange({ code: answer.code! })
  assert.equal(status, 200)
  assert.deepEqual([body.scopes, body.state, body.expires_in], ['repository', 'authorization_code', 7200])
  const robot = caller(village.fetch, body.access_token)
  assert.equal((await robot.get(VAULT)).status, 200)
  assert.equal((await robot.get('/2.0/user')).status, 403)
  assert.equal((await robot.get('/2.0/workspaces/elsewhere')).status, 404)
})

test('the token is the person’s: what needs one is open to it', async () => {
  const { body } = await exchange({ code: await codeFor() })
  assert.equal((await caller(village.fetch, body.access_token).get('/2.0/user')).body.nickname, 'bob')
})

test('a code works once; shown again it takes with it what it gave', async () => {
  const code = await codeFor()
  const { body } = await exchange({ code })
  const robot = caller(village.fetch, body.access_token)
  assert.equal((await robot.get(VAULT)).status, 200)
  assert.equal(await refused({ code }), 'invalid_grant')
  assert.equal((await robot.get(VAULT)).status, 401)
  assert.equal(await refused({ grant_type: 'refresh_token', refresh_token: body.refresh_token }), 'invalid_grant')
})

test('two who show a code at once do not both keep what it gave', async () => {
  const code = await codeFor()
  const answers = await Promise.all([exchange({ code }), exchange({ code }), exchange({ code })])
  const given = answers.filter(one => one.status === 200)
  assert.ok(given.length <= 1)
  for (const { body } of given) assert.equal((await caller(village.fetch, body.access_token).get(VAULT)).status, 401)
})

test('a code is good for its own application only', async () => {
  const other = await make('Other', ['account', 'repository'])
  const code = await codeFor()
  assert.equal(await refused({ code }, other), 'invalid_grant')
  assert.equal((await exchange({ code })).status, 200)
})

test('a code comes back with the redirect_uri that it was asked for with', async () => {
  const redirect_uri = `${CALLBACK}/deep`
  assert.equal(await refused({ code: await codeFor({ redirect_uri }) }), 'invalid_grant')
  assert.equal(await refused({ code: await codeFor({ redirect_uri }), redirect_uri: CALLBACK }), 'invalid_grant')
  assert.equal(await refused({ code: await codeFor(), redirect_uri }), 'invalid_grant')
  assert.equal((await exchange({ code: await codeFor({ redirect_uri }), redirect_uri })).status, 200)
  assert.equal((await exchange({ code: await codeFor(), redirect_uri: CALLBACK })).status, 200)
})

test('a code that waited too long is refused', async () => {
  const code = await codeFor()
  const past = '2020-01-01T00:00:00.000Z'
  await forge.database.transact(tx => tx.updateTable('oauth_grants').set({ code_expires_on: past }).execute())
  assert.equal(await refused({ code }), 'invalid_grant')
})

test('a challenge is answered by its verifier and by nothing else', async () => {
  const code_verifier = 'v'.repeat(43)
  const challenge = { code_challenge: hash('sha256', code_verifier, 'base64url'), code_challenge_method: 'S256' }
  assert.equal(await refused({ code: await codeFor(challenge) }), 'invalid_grant')
  assert.equal(await refused({ code: await codeFor(challenge), code_verifier: 'w'.repeat(43) }), 'invalid_grant')
  assert.equal(
    await refused({ code: await codeFor(challenge), code_verifier: challenge.code_challenge }),
    'invalid_grant',
  )
  assert.equal(await refused({ code: await codeFor(), code_verifier }), 'invalid_grant')
  assert.equal((await exchange({ code: await codeFor(challenge), code_verifier })).status, 200)
})

test('a wrong verifier uses the code up', async () => {
  const code_verifier = 'v'.repeat(43)
  const challenge = { code_challenge: hash('sha256', code_verifier, 'base64url'), code_challenge_method: 'S256' }
  const code = await codeFor(challenge)
  await refused({ code, code_verifier: 'w'.repeat(43) })
  assert.equal(await refused({ code, code_verifier }), 'invalid_grant')
})

test('the token of an implicit grant stands in the fragment, with no other to refresh it', async () => {
  const { location } = await decide({ response_type: 'token', state: 'x', scope: 'account' })
  const url = new URL(location ?? '')
  assert.equal(url.search, '')
  const { access_token, ...rest } = Object.fromEntries(new URLSearchParams(url.hash.slice(1)))
  assert.deepEqual(rest, { scopes: 'account', token_type: 'bearer', expires_in: '7200', state: 'x' })
  assert.equal((await caller(village.fetch, access_token!).get('/2.0/user')).status, 200)
})

test('a suspended person’s codes and refresh tokens are refused', async () => {
  const [code, other] = [await codeFor(), await codeFor()]
  const { body } = await exchange({ code: other })
  await village.root.put('/pail/1/users/bob', { status: 'suspended' })
  assert.equal(await refused({ code }), 'invalid_grant')
  assert.equal(await refused({ grant_type: 'refresh_token', refresh_token: body.refresh_token }), 'invalid_grant')
  assert.equal((await caller(village.fetch, body.access_token).get(VAULT)).status, 401)
  await village.root.put('/pail/1/users/bob', { status: 'active' })
})

test('authorised applications are listed, and taken back by their own person only', async () => {
  const listed = await make('Listed', ['repository'], { url: 'https://app.example.com/about' })
  const own = await exchange({ code: await codeFor({ client_id: listed.key }) }, listed)
  const robot = caller(village.fetch, own.body.access_token)
  const page = await inside.get(APPLICATIONS)
  assert.match(page.text, /<b>Listed<\/b>/)
  const consumer = /value="([0-9a-f-]{36})"><button aria-label="Revoke access of Listed"/.exec(page.text)?.[1] ?? ''
  assert.equal((await inside.post(APPLICATIONS, { consumer, form_token: '' })).status, 403)
  await (await signedIn('ada')).fill('/account/settings/app-authorizations', APPLICATIONS, { consumer })
  assert.equal((await robot.get(VAULT)).status, 200)
  assert.equal((await inside.fill(APPLICATIONS, APPLICATIONS, { consumer })).location, APPLICATIONS)
  assert.equal((await robot.get(VAULT)).status, 401)
  assert.equal(
    (await exchange({ grant_type: 'refresh_token', refresh_token: own.body.refresh_token }, listed)).status,
    400,
  )
  assert.doesNotMatch((await inside.get(APPLICATIONS)).text, /<b>Listed<\/b>/)
})

test('over the API a person lists and takes back what they let in, and nobody else does', async () => {
  const shown = await make('Shown', ['repository'], { description: 'For tests' })
  const { body: given } = await exchange({ code: await codeFor({ client_id: shown.key }) }, shown)
  const all = '/pail/1/user/applications'
  assert.equal((await stranger.get(all)).status, 401)
  assert.equal((await ada.delete(`${all}/${shown.key}`)).status, 404)
  const { body } = await bob.get(`${all}?pagelen=1`)
  const { allowed_on, ...rest } = body.values[0]
  assert.ok(allowed_on)
  assert.deepEqual(rest, {
    type: 'application',
    key: shown.key,
    name: 'Shown',
    description: 'For tests',
    url: null,
    scopes: ['repository'],
  })
  assert.equal((await bob.delete(`${all}/${shown.key}`)).status, 204)
  assert.equal((await caller(village.fetch, given.access_token).get(VAULT)).status, 401)
  assert.equal((await bob.delete(`${all}/${shown.key}`)).status, 404)
})

test('letting an application in, taking that back and signing in are in the audit log', async () => {
  const { body } = await village.root.get('/pail/1/audit?pagelen=100')
  const newest = (operation: string) =>
    body.values.find((one: { operation: string }) => one.operation === operation) as Record<string, unknown>
  assert.equal((newest('oauth.applications.allow').credential as { kind: string }).kind, 'session')
  assert.ok(newest('oauth.applications.revoke'))
  assert.ok(newest('users.sessions.open'))
  assert.ok(!JSON.stringify(body).includes(PASSWORD))
})
