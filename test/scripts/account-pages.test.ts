import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { makeKey } from '@pail/ssh-keys/testing'
import { asAdmin, openTab, type PailProcess, startPail, type Tab } from '@pail/testkit'

/** The pages of an account that is new, as somebody walks through them on a telephone. */
let pail: PailProcess
let tab: Tab

const PASSWORD = 'correct horse battery'

before(async () => {
  pail = await startPail()
  await asAdmin(pail.origin, 'POST /pail/1/users', {
    username: 'grace',
    email: 'grace@example.org',
    display_name: 'Grace',
  })
  await asAdmin(pail.origin, 'PUT /pail/1/users/grace/password', { password: PASSWORD })
  tab = await openTab()
  await tab.tell('Emulation.setDeviceMetricsOverride', { width: 360, height: 800, deviceScaleFactor: 1, mobile: false })
})
after(async () => {
  await tab?.close()
  await pail.stop()
})

const at = (page: string) => `${pail.origin}/account/settings/${page}`
const text = (selector = 'main') => tab.read(`document.querySelector(${JSON.stringify(selector)}).innerText`)
const click = (selector: string) => tab.follow(`document.querySelector(${JSON.stringify(selector)}).click()`)
const type = (id: string, value: string) =>
  tab.read(`document.getElementById(${JSON.stringify(id)}).value = ${JSON.stringify(value)}`)
const tick = (name: string) => tab.read(`document.querySelector('input[name=${JSON.stringify(name)}]').checked = true`)
const fits = async () => assert.ok((await tab.read('document.documentElement.scrollWidth')) <= 360)

test('somebody is sent to sign in, and arrives where they wanted to', async () => {
  await tab.visit(at('app-passwords'))
  await fits()
  await type('username', 'grace@example.org')
  await type('password', PASSWORD)
  await click('main button')
  assert.equal(await tab.read('document.title'), 'App passwords · Pail')
})

test('a page with nothing on it says what to do next, and is no wider than the screen', async () => {
  const next = {
    'api-tokens': /You have none yet\. Create one for each program/,
    'app-passwords': /You have none yet\. Create one for each program/,
    'ssh-keys': /You have none yet\. Make one with ssh-keygen -t ed25519/,
    'gpg-keys': /You have none yet\. Make one with gpg --quick-generate-key/,
    'app-authorizations': /You have let no application in yet\./,
    security: /None: whoever knows your password signs in as you/,
    'email/': /grace@example\.org primary/,
  }
  for (const [page, words] of Object.entries(next)) {
    await tab.visit(at(page))
    assert.match((await text()).replaceAll(/\s+/g, ' '), words)
    await fits()
  }
})

test('an app password that is made there opens the API, as far as was ticked', async () => {
  await tab.visit(at('app-passwords'))
  await type('name', 'A script')
  await tick('account')
  await click('main form:last-of-type button.main')
  await fits()
  const secret = await tab.read('document.getElementById("secret").value')
  const headers = { authorization: `Basic ${Buffer.from(`grace:${secret}`).toString('base64')}` }
  assert.equal((await fetch(`${pail.origin}/2.0/user`, { headers })).status, 200)
  assert.equal((await fetch(`${pail.origin}/2.0/user/emails`, { headers })).status, 403)
  await tab.visit(at('app-passwords'))
  assert.match(await text('main ul'), /^A script made [\d-]+/)
  await click('button[aria-label="Revoke A script"]')
  assert.match(await text(), /You have none yet/)
  assert.equal((await fetch(`${pail.origin}/2.0/user`, { headers })).status, 401)
})

test('a key that is pasted there is shown by its fingerprint', async () => {
  await tab.visit(at('ssh-keys'))
  await type('label', 'Laptop')
  await type('key', makeKey().line)
  await click('main form:last-of-type button.main')
  assert.match(await text('main ul'), /^Laptop added .*SHA256:/s)
  await fits()
})
