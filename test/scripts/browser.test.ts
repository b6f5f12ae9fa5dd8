import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { asAdmin, listen, openTab, type PailProcess, startPail, type Tab } from '@pail/testkit'

/** The pages in a real browser: what its policies make of them cannot be told from outside. */
let pail: PailProcess
let tab: Tab
let callback: Awaited<ReturnType<typeof listen>>
const seen: string[] = []
let consumer: { key: string; secret: string }

const PASSWORD = 'correct horse battery'

before(async () => {
  pail = await startPail()
  callback = await listen((request, response) => {
    if (request.url?.startsWith('/callback')) seen.push(`${request.url} ${request.headers.referer ?? 'no referer'}`)
    response.setHeader('content-type', 'text/html').end('<title>Back</title>')
  })
  await asAdmin(pail.origin, 'PUT /pail/1/user/password', { password: PASSWORD })
  const input = { name: 'Dashboard', scopes: ['account'], callback_url: `${callback.origin}/callback` }
  consumer = await asAdmin(pail.origin, 'POST /pail/1/workspaces/admin/consumers', input)
  tab = await openTab()
})
after(async () => {
  await tab?.close()
  await callback.close()
  await pail.stop()
})

const authorize = (more = '') =>
  `${pail.origin}/site/oauth2/authorize?client_id=${consumer.key}&response_type=code&state=s1${more}`
const title = () => tab.read('document.title')
const click = (selector: string) => tab.follow(`document.querySelector(${JSON.stringify(selector)}).click()`)
const type = (id: string, text: string) =>
  tab.read(`document.getElementById(${JSON.stringify(id)}).value = ${JSON.stringify(text)}`)

async function signIn(password: string): Promise<void> {
  await type('username', 'admin')
  await type('password', password)
  await click('main button')
}

test('a wrong password is told, and what was typed as a name stays', async () => {
  await tab.visit(authorize())
  assert.equal(await title(), 'Sign in · Pail')
  await signIn('wrong')
  assert.equal(
    await tab.read('document.querySelector("[role=alert]").textContent'),
    'The name or the password is wrong.',
  )
  assert.equal(await tab.read('document.getElementById("username").value'), 'admin')
})

test('somebody signs in, lets the application in, and arrives there with a code', async () => {
  await signIn(PASSWORD)
  assert.equal(await title(), 'Let Dashboard in? · Pail')
  await click('button[value=allow]')
  assert.equal(await title(), 'Back')
  assert.match(seen.at(-1) ?? '', /^\/callback\?code=[\w-]{43}&state=s1 no referer$/)
})

test('a refusal arrives there as well', async () => {
  await tab.visit(authorize())
  await click('button[value=deny]')
  assert.match(seen.at(-1) ?? '', /^\/callback\?error=access_denied&.*&state=s1 /)
})

test('the token of an implicit grant is seen by the page, and by no server', async () => {
  await tab.visit(authorize().replace('=code', '=token'))
  await click('button[value=allow]')
  assert.match(await tab.read('location.hash'), /^#access_token=PAILOA_/)
  assert.match(seen.at(-1) ?? '', /^\/callback no referer$/)
})

test('scripts cannot read the session, and another origin cannot frame the page', async () => {
  await tab.visit(`${pail.origin}/account/settings/app-authorizations/`)
  assert.equal(await tab.read('document.cookie'), '')
  await tab.visit(`${callback.origin}/`)
  const framed = `new Promise(done => { const frame = document.createElement('iframe')
    frame.src = ${JSON.stringify(authorize())}; frame.onload = () => { try { done(frame.contentDocument?.title ?? 'closed') } catch { done('closed') } }
    document.body.append(frame) })`
  assert.equal(await tab.read(framed), 'closed')
  assert.match(tab.complaints.join(), /frame-ancestors|X-Frame-Options/i)
})

test('a form of another origin lets nobody in', async () => {
  await tab.visit(`${callback.origin}/`)
  const count = seen.length
  await tab.follow(`(() => { const form = document.createElement('form'); form.method = 'post'
    form.action = ${JSON.stringify(authorize().split('?')[0])}
    for (const [name, value] of Object.entries({ client_id: ${JSON.stringify(consumer.key)}, response_type: 'code', decision: 'allow' })) {
      const field = document.createElement('input'); field.name = name; field.value = value; form.append(field) }
    document.body.append(form); form.submit() })()`)
  assert.equal(await title(), 'This does not work · Pail')
  assert.equal(seen.length, count)
})

test('somebody adds an address and confirms it by the link that was handed out', async () => {
  const address = `${pail.origin}/account/settings/email/`
  await tab.visit(address)
  assert.equal(await tab.read('document.querySelectorAll("main li").length'), 1)
  await type('email', 'second@example.com')
  await click('main form:last-of-type button')
  assert.equal(await tab.read('location.href'), address)
  const { link } = await asAdmin(
    pail.origin,
    'POST /pail/1/users/admin/emails/second@example.com/confirmation-code',
    {},
  )
  await tab.visit(link)
  await click('main button.main')
  assert.match(await tab.read('document.querySelector("main ul").innerText'), /second@example.com confirmed/)
  await click('button[aria-label^="Remove"]')
  assert.equal(await tab.read('document.querySelectorAll("main li").length'), 1)
})

test('somebody takes back what they let in, and signs out', async () => {
  await tab.visit(`${pail.origin}/account/settings/app-authorizations/`)
  assert.equal(await tab.read('document.querySelectorAll("main li").length'), 1)
  await click('main form button')
  assert.equal(await tab.read('document.querySelectorAll("main li").length'), 0)
  await click('header button')
  assert.equal(await title(), 'Sign in · Pail')
  await tab.visit(authorize())
  assert.equal(await title(), 'Sign in · Pail')
})

test('every field has a name, and every page a language, a title and one heading', async () => {
  await tab.visit(`${pail.origin}/account/signin/`)
  const named = `[...document.querySelectorAll('input:not([type=hidden])')].every(one => one.labels.length === 1)`
  assert.equal(await tab.read(named), true)
  assert.equal(await tab.read('document.documentElement.lang'), 'en')
  assert.equal(await tab.read('document.querySelectorAll("h1").length'), 1)
})
