import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import {
  ADMIN_TOKEN,
  asAdmin,
  type IdentityProvider,
  identityProvider,
  openTab,
  type PailProcess,
  startPail,
  type Tab,
} from '@pail/testkit'

/** Signing in with a real browser by a real identity provider, each of the three in a process of its own. */
let provider: IdentityProvider
let pail: PailProcess
let tab: Tab

const PASSWORD = 'correct horse battery'
const PEOPLE = {
  ada: { email: 'ada@example.com', email_verified: true, name: 'Ada L.', preferred_username: 'ada' },
  bob: { email: 'bob@example.com', email_verified: false, name: 'Bob' },
  root: { email: 'root@elsewhere.example', email_verified: true, name: 'Root There' },
}

before(async () => {
  provider = await identityProvider(PEOPLE)
  pail = await startPail({ ...provider.settings, PAIL_OIDC_SIGNUP: 'on' })
  await asAdmin(pail.origin, 'PUT /pail/1/user/password', { password: PASSWORD })
  tab = await openTab()
})
after(async () => {
  await tab?.close()
  await provider?.stop()
  await pail?.stop()
})

const click = (selector: string) => tab.follow(`document.querySelector(${JSON.stringify(selector)}).click()`)
const type = (name: string, text: string) =>
  tab.read(`document.querySelector('[name=${name}]').value = ${JSON.stringify(text)}`)
const main = () => tab.read('document.querySelector("main")?.innerText ?? ""')

/** The page that leads on is left by itself. */
async function reached(start: string): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    const isThere = `location.href.startsWith(${JSON.stringify(start)}) && document.readyState === 'complete'`
    if (await tab.read(isThere).catch(() => false)) return
    await pause(25)
  }
  assert.fail(`never came to ${start}, but to ${await tab.read('location.href')}`)
}

async function toProvider(): Promise<void> {
  await tab.visit(`${pail.origin}/account/signin/`)
  await click('form[action="/account/openid/"] button')
}

/** On the pages of the provider. */
async function signInThere(login: string): Promise<void> {
  await reached(`${provider.issuer}/interaction/`)
  await type('login', login)
  await type('password', 'any')
  await click('button[type=submit]')
  if (await tab.read('location.href.includes("/interaction/")')) await click('button[type=submit]')
}

/** Neither side knows the browser any more. */
const forget = () => tab.tell('Network.clearBrowserCookies')

test('a provider that is down is said so', async () => {
  await toProvider()
  assert.match(await main(), /Example ID does not answer at present\./)
  await provider.start([pail.origin])
})

test('somebody who says no there is told what came of it', async () => {
  await toProvider()
  await reached(`${provider.issuer}/interaction/`)
  await click('.login-help a')
  await reached(`${pail.origin}/account/openid/callback`)
  assert.match(await main(), /Example ID was told not to let you in here/)
})

test('an address that the provider has not confirmed lets nobody in', async () => {
  await forget()
  await toProvider()
  await signInThere('bob')
  await reached(`${pail.origin}/account/openid/callback`)
  assert.match(await main(), /Example ID vouches for no e-mail address of yours/)
})

test('a stranger gets an account, and finds it again the next time', async () => {
  for (const _ of ['first', 'second']) {
    await forget()
    await toProvider()
    await signInThere('ada')
    await reached(`${pail.origin}/account/settings/email/`)
    assert.match(await main(), /ada@example\.com primary/)
  }
  const headers = { authorization: `Bearer ${ADMIN_TOKEN}` }
  const users = await (await fetch(`${pail.origin}/pail/1/users`, { headers })).json()
  assert.deepEqual(
    users.values.map((one: { username: string }) => one.username),
    ['admin', 'ada'],
  )
})

test('an answer to nothing that was asked is refused', async () => {
  await forget()
  await toProvider()
  await signInThere('ada')
  await reached(`${pail.origin}/account/settings/`)
  await tab.visit(`${pail.origin}/account/openid/callback?code=used&state=x&iss=${provider.issuer}`)
  assert.match(await main(), /it has been finished/)
})

test('somebody makes a token, copies it, and it works', async () => {
  await tab.visit(`${pail.origin}/account/settings/api-tokens/`)
  await type('name', 'ci')
  await tab.read(`document.querySelector('[name="read:user:bitbucket"]').click()`)
  await click('main form button.main')
  const secret = await tab.read('document.getElementById("secret").value')
  const user = await fetch(`${pail.origin}/2.0/user`, { headers: { authorization: `Bearer ${secret}` } })
  assert.equal(((await user.json()) as { username: string }).username, 'ada')
  await click('main a')
  assert.match(await main(), /ci made [\d-]+, expires [\d-]+/)
})

test('somebody links the account that they have, and comes in by it', async () => {
  await forget()
  await tab.visit(`${pail.origin}/account/signin/?next=/account/settings/openid/`)
  await type('username', 'admin')
  await type('password', PASSWORD)
  await click('main button')
  await click('main button.main')
  await signInThere('root')
  await reached(`${pail.origin}/account/settings/openid/`)
  assert.match(await main(), /You sign in with Example ID as Root There\./)
  await forget()
  await toProvider()
  await signInThere('root')
  await reached(`${pail.origin}/account/settings/`)
  assert.match(await tab.read('document.querySelector("header").innerText'), /admin/i)
})

test('on a narrow screen nothing is wider than it', async () => {
  await tab.tell('Emulation.setDeviceMetricsOverride', { width: 360, height: 640, deviceScaleFactor: 1, mobile: true })
  for (const page of ['email', 'api-tokens', 'app-passwords', 'ssh-keys', 'gpg-keys', 'openid', 'app-authorizations']) {
    await tab.visit(`${pail.origin}/account/settings/${page}/`)
    assert.equal(await tab.read('document.documentElement.scrollWidth'), 360, page)
    const named = `[...document.querySelectorAll('input:not([type=hidden]), textarea')].every(one => one.labels.length === 1)`
    assert.equal(await tab.read(named), true, page)
    assert.equal(await tab.read('document.querySelectorAll("nav [aria-current=page]").length'), 1, page)
    assert.equal(await tab.read('document.querySelectorAll("h1").length'), 1, page)
  }
})
