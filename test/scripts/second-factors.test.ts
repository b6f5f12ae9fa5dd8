import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { asAdmin, listen, openTab, type PailProcess, startPail, type Tab } from '@pail/testkit'
import { Secret, TOTP } from 'otpauth'

/** The second step of signing in with a real browser, and with a security key that the browser plays. */
let pail: PailProcess
let tab: Tab
let origin: string
let callback: Awaited<ReturnType<typeof listen>>
let consumer: { key: string }
let secret: string
let codes: string[]
let spent = 0
const seen: string[] = []

const PASSWORD = 'correct horse battery'
const SECURITY = '/account/settings/security/'

before(async () => {
  pail = await startPail()
  origin = `http://localhost:${new URL(pail.origin).port}`
  callback = await listen((request, response) => {
    if (request.url?.startsWith('/callback')) seen.push(request.url)
    response.setHeader('content-type', 'text/html').end('<title>Back</title>')
  })
  await asAdmin(pail.origin, 'PUT /pail/1/user/password', { password: PASSWORD })
  const input = { name: 'Dashboard', scopes: ['account'], callback_url: `${callback.origin}/callback` }
  consumer = await asAdmin(pail.origin, 'POST /pail/1/workspaces/admin/consumers', input)
  tab = await openTab()
  await tab.tell('WebAuthn.enable')
  const options = { protocol: 'ctap2', transport: 'usb', automaticPresenceSimulation: true, isUserVerified: false }
  await tab.tell('WebAuthn.addVirtualAuthenticator', { options })
})
after(async () => {
  await tab?.close()
  await callback.close()
  await pail.stop()
})

const title = () => tab.read('document.title')
const path = () => tab.read('location.pathname')
const quoted = (text: string) => JSON.stringify(text)
const click = (selector: string) => tab.follow(`document.querySelector(${quoted(selector)}).click()`)
const type = (selector: string, text: string) =>
  tab.read(`document.querySelector(${quoted(selector)}).value = ${quoted(text)}`)
const authorize = () => `${origin}/site/oauth2/authorize?client_id=${consumer.key}&response_type=code&state=s1`

/** A code of the app that has not been given yet: each counts once, so that the clock of the app runs ahead. */
const code = () => {
  spent++
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + (spent - 2) * 30_000 })
}

async function signIn(): Promise<void> {
  await type('#username', 'admin')
  await type('#password', PASSWORD)
  await click('main button.main')
}

/** Goes through the form of the page that asks for the password once more. */
async function open(deed: string): Promise<void> {
  const form = `form:has(input[value=${deed}])`
  await tab.read(`document.querySelector('details:has(input[value=${deed}])').open = true`)
  await type(`${form} input[type=password]`, PASSWORD)
  await click(`${form} button`)
}

async function signOut(): Promise<void> {
  await tab.visit(origin + SECURITY)
  await click('header button')
  assert.equal(await title(), 'Sign in · Pail')
}

test('somebody sets up an app, whose secret is a picture and a text, and keeps the recovery codes', async () => {
  await tab.visit(origin + SECURITY)
  await signIn()
  await open('start-app')
  const size = await tab.read('document.querySelector(".qr svg").getBoundingClientRect().width')
  assert.ok(size > 100 && size < 400)
  secret = (await tab.read('document.querySelector("main p code").textContent')).replaceAll(' ', '')
  await type('#code', code())
  await click('main button.main')
  codes = await tab.read('[...document.querySelectorAll(".codes code")].map(one => one.textContent)')
  assert.equal(codes.length, 10)
  await signOut()
})

test('login, the code of an app, and consent', async () => {
  await tab.visit(authorize())
  await signIn()
  assert.equal(await title(), 'Second step · Pail')
  await type('#code', '000000')
  await click('main button.main')
  assert.match(await tab.read('document.querySelector("[role=alert]").textContent'), /does not show who you are/)
  await type('#code', code())
  await click('main button.main')
  assert.equal(await title(), 'Let Dashboard in? · Pail')
  await click('button[value=allow]')
  assert.match(seen.at(-1) ?? '', /^\/callback\?code=[\w-]{43}&state=s1$/)
})

test('somebody adds a security key, and takes the app away', async () => {
  await tab.visit(origin + SECURITY)
  await open('ask-key')
  await tab.read('document.querySelector("button[data-ask]").click()')
  assert.equal(await tab.read('document.querySelector("#name:invalid") !== null'), true)
  await type('#name', 'Blue key')
  await click('button[data-ask]')
  assert.equal(await path(), SECURITY)
  assert.match(await tab.read('document.querySelector("main ul").innerText'), /Authenticator app.*Blue key/s)
  await open('remove')
  assert.doesNotMatch(await tab.read('document.querySelector("main ul").innerText'), /Authenticator app/)
  await signOut()
})

test('login, a security key, and consent', async () => {
  await tab.visit(authorize())
  await signIn()
  assert.equal(await title(), 'Second step · Pail')
  await click('button[data-ask]')
  assert.equal(await title(), 'Let Dashboard in? · Pail')
  await click('button[value=deny]')
  assert.match(seen.at(-1) ?? '', /error=access_denied/)
})

test('the password is changed with the key, which the page asks', async () => {
  await tab.visit(origin + SECURITY)
  await type('#password', PASSWORD)
  await type('#new_password', PASSWORD)
  await click('button[data-ask]')
  assert.equal(await tab.read('document.querySelector(".wrong, .bad")'), null)
  assert.equal(await path(), SECURITY)
  assert.match(await tab.read('document.querySelector("main").innerText'), /password and security key/)
  await signOut()
})

test('login, a recovery code, and consent', async () => {
  await tab.visit(authorize())
  await signIn()
  await type('#code', codes[0]!)
  await click('form:has(#code) button')
  assert.equal(await title(), 'Let Dashboard in? · Pail')
  await tab.visit(origin + SECURITY)
  assert.match(await tab.read('document.querySelector("main").innerText'), /9 are left/)
})

test('a key that is not there is told, and nothing is sent', async () => {
  await signOut()
  await tab.tell('WebAuthn.disable')
  await tab.tell('WebAuthn.enable')
  await signIn()
  const refused = `new Promise(done => { const status = document.querySelector('form[data-key] [role=status]')
    new MutationObserver(() => /Try again/.test(status.textContent) && done(status.textContent)).observe(status, { childList: true })
    navigator.credentials.get = () => Promise.reject(new DOMException('', 'NotAllowedError'))
    document.querySelector('button[data-ask]').click() })`
  assert.match(await tab.read(refused), /The security key was not used, or too late/)
  assert.equal(await title(), 'Second step · Pail')
})

test('under an IP address the second step leads to localhost', async () => {
  await tab.visit(`${pail.origin}${SECURITY}`)
  await signIn()
  assert.equal(await title(), 'Second step · Pail')
  assert.equal(await tab.read('document.querySelector("button[data-ask]")'), null)
  const link = await tab.read('document.querySelector("main p.soft a").href')
  assert.match(link, /^http:\/\/localhost:\d+\/account\/signin\/second-factor\//)
  await tab.visit(link)
  assert.equal(await path(), '/account/signin/second-factor/')
})

test('the page runs no script but the one of ours', async () => {
  const before = tab.complaints.length
  await tab.read(`(() => { const script = document.createElement('script'); script.textContent = 'document.title = "ran"'
    document.body.append(script); const other = document.createElement('script'); other.src = '/docs'
    document.body.append(other) })()`)
  assert.notEqual(await title(), 'ran')
  assert.match(tab.complaints.slice(before).join(), /Content Security Policy/)
})

test('every field of the page has a name', async () => {
  const named = `[...document.querySelectorAll('input:not([type=hidden])')].every(one => one.labels.length === 1)`
  assert.equal(await tab.read(named), true)
  assert.equal(await tab.read('document.querySelectorAll("h1").length'), 1)
})
