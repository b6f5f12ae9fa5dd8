import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { caller, ORIGIN, openVillage } from '@pail/testkit'
import { operations, pages } from '../slices.ts'
import { serve } from './serve.ts'

const village = await openVillage()
after(() => village.close())
const { ada, stranger, forge } = village

const SITE = '/2.0/repositories/acme/site'
const VARIABLES = `${SITE}/pipelines_config/variables`
const raw = (url: string, init?: RequestInit) => village.fetch(new Request(url, init))

test('an unknown address says so in the words that clients look for', async () => {
  const { status, body } = await ada.get('/2.0/nonsense')
  assert.equal(status, 404)
  assert.equal(body.error.message, 'Resource not found')
  assert.match(body.error.detail, /^There is no API hosted at this URL/)
  assert.equal((await ada.get('/3.0/user')).status, 404)
  assert.equal((await ada.get('//2.0/user')).status, 404)
})

test('a wrong method is refused with those that are right', async () => {
  const { status, headers, body } = await ada.post('/2.0/user')
  assert.equal(status, 405)
  assert.equal(headers.get('allow'), 'GET, HEAD, OPTIONS')
  assert.equal(body.type, 'error')
  const other = await ada.send('PROPFIND', `${VARIABLES}/x`)
  assert.equal(other.status, 405)
  assert.equal(other.headers.get('allow'), 'GET, PUT, PATCH, DELETE, HEAD, OPTIONS')
})

test('an address with a NUL or with broken percent signs is refused', async () => {
  assert.equal((await ada.get('/2.0/users/a%00b')).status, 400)
  assert.equal((await ada.get(`${SITE}?q=%00`)).status, 400)
  assert.equal((await ada.get('/2.0/users/%')).status, 400)
  assert.equal((await ada.get('/2.0/users/%zz')).status, 400)
  assert.equal((await ada.get('/2.0/users/%C0%AF')).status, 400)
  assert.equal((await ada.get('/2.0/users/%ed%a0%80')).status, 400)
})

test('line ends and dashes in an address name nothing', async () => {
  assert.equal((await ada.get('/2.0/users/%0a--option')).status, 404)
  assert.equal((await ada.get('/2.0/users/a%0d%0aSet-Cookie:%20x=1')).status, 404)
  assert.equal((await ada.get('/2.0/repositories/acme/--upload-pack=x')).status, 404)
  assert.equal((await ada.get('/2.0/repositories/acme/..%2Fvault')).status, 404)
  assert.equal((await ada.get('/2.0/repositories/%2e%2e/site')).status, 404)
})

test('what is moved leads to the new address, and a line end in the old one ends no header', async () => {
  await ada.post('/2.0/repositories/acme/old-name', { is_private: false })
  await ada.put('/2.0/repositories/acme/old-name', { name: 'new name' })
  const found = await stranger.get('/2.0/repositories/ACME/Old-Name/watchers?fields=size&x=%0d%0ay')
  assert.equal(found.status, 301)
  assert.equal(found.headers.get('location'), `${ORIGIN}/2.0/repositories/acme/new-name/watchers?fields=size&x=%0d%0ay`)
  const written = await ada.put('/2.0/repositories/acme/old-name', { description: 'x' })
  assert.equal(written.status, 308)
})

test('HEAD has the headers of GET and nothing else', async () => {
  const [head, get] = await Promise.all([stranger.send('HEAD', SITE), stranger.get(SITE)])
  assert.deepEqual([head.status, head.body], [200, ''])
  assert.equal(head.headers.get('etag'), get.headers.get('etag'))
  assert.equal(head.headers.get('content-type'), get.headers.get('content-type'))
  const missing = await stranger.send('HEAD', '/2.0/nonsense')
  assert.deepEqual([missing.status, missing.body], [404, ''])
})

test('what has not changed is not sent again', async () => {
  const etag = (await stranger.get(SITE)).headers.get('etag') ?? ''
  assert.match(etag, /^"[0-9a-f]{32}"$/)
  const asking = (tag: string) => stranger.get(SITE, { headers: { 'if-none-match': tag } })
  const same = await asking(etag)
  assert.deepEqual([same.status, same.body, same.headers.get('etag')], [304, '', etag])
  assert.equal((await asking(`"other", W/${etag}`)).status, 304)
  assert.equal((await asking('*')).status, 304)
  assert.equal((await asking('"other"')).status, 200)
  assert.equal((await ada.get(SITE, { headers: { 'if-none-match': etag } })).status, 200)
})

test('what is written has no tag and is kept by nobody', async () => {
  const { headers } = await ada.post(VARIABLES, { key: 'TAGGED' })
  assert.equal(headers.get('etag'), null)
  assert.match(headers.get('cache-control') ?? '', /no-store/)
})

test('a preflight is answered with 204, and what another origin asks for it may read', async () => {
  const headers = { origin: 'https://elsewhere.example', 'access-control-request-method': 'PUT' }
  const preflight = await stranger.send('OPTIONS', VARIABLES, { headers })
  assert.deepEqual([preflight.status, preflight.body], [204, ''])
  assert.match(preflight.headers.get('access-control-allow-methods') ?? '', /PUT/)
  assert.match(preflight.headers.get('access-control-allow-headers') ?? '', /Authorization/)
  assert.equal(preflight.headers.get('access-control-allow-origin'), '*')
  assert.equal((await stranger.get(VARIABLES, { headers })).headers.get('access-control-allow-origin'), '*')
  assert.equal((await stranger.get(VARIABLES)).headers.get('access-control-allow-origin'), null)
  assert.equal(preflight.headers.get('access-control-allow-credentials'), null)
})

test('every answer names the request and how the caller came in', async () => {
  const [known, unknown, refused] = await Promise.all([ada.get(SITE), stranger.get(SITE), stranger.get('/2.0/user')])
  assert.equal(known.headers.get('x-credential-type'), 'api_token')
  assert.equal(unknown.headers.get('x-credential-type'), null)
  assert.match(refused.headers.get('x-request-id') ?? '', /^[0-9a-f-]{36}$/)
  assert.equal(known.headers.get('x-content-type-options'), 'nosniff')
})

test('a slash at the end says nothing', async () => {
  const [with_, without] = await Promise.all([stranger.get(`${SITE}/`), stranger.get(SITE)])
  assert.equal(with_.status, 200)
  assert.deepEqual(with_.body, without.body)
  assert.equal((await ada.get('/2.0/user/')).status, 200)
  assert.equal((await ada.get(`${VARIABLES}/?pagelen=1`)).status, 200)
})

test('both spellings of a configuration are taken', async () => {
  assert.equal((await ada.get(`${SITE}/pipelines-config/variables`)).status, 200)
  assert.equal((await ada.get('/2.0/workspaces/acme/pipelines_config/variables')).status, 200)
  assert.equal((await ada.get('/2.0/workspaces/acme/pipelines.config/variables')).status, 404)
})

test('the prefixes of older clients lead to the same, and its links keep them', async () => {
  for (const prefix of ['/!api', '/api']) {
    const { status, body } = await stranger.get(`${prefix}${SITE}/`)
    assert.equal(status, 200)
    assert.equal(body.links.self.href, `${ORIGIN}${prefix}${SITE}`)
    assert.equal(body.links.html.href, `${ORIGIN}/acme/site`)
  }
  const list = await ada.get(`/!api${SITE}/environments?pagelen=1&fields=next`)
  assert.equal(list.body.next, `${ORIGIN}/!api${SITE}/environments?pagelen=1&fields=next&page=2`)
  assert.equal((await stranger.get('/api/pail')).status, 404)
  assert.equal((await stranger.get('/!api/nonsense/2.0/user')).status, 404)
})

test('api.HOST answers like HOST, and leads people and Git to HOST', async () => {
  const { links } = (await (await raw(`http://api.pail.test${SITE}`)).json()) as {
    links: Record<string, { href: string }> & { clone: { href: string }[] }
  }
  assert.equal(links.self?.href, `http://api.pail.test${SITE}`)
  assert.equal(links.html?.href, 'http://pail.test/acme/site')
  assert.equal(links.clone[0]?.href, 'http://pail.test/acme/site.git')
})

test('links follow the public address where there is one, whatever host the request names', async () => {
  const config = { ...forge.config, publicUrl: 'https://git.example.com' }
  const there = caller(serve({ ...forge, config }, operations, pages))
  const { body } = await there.get(SITE)
  assert.equal(body.links.self.href, `https://git.example.com${SITE}`)
  const list = await there.get(`${SITE}/environments?pagelen=1`)
  assert.equal(list.body.next, `https://git.example.com${SITE}/environments?pagelen=1&page=2`)
})

test('a fault of ours tells nothing but the id to look for', async () => {
  const broken = { ...forge, database: { ...forge.database, reader: undefined as never } }
  const { status, headers, body } = await caller(serve(broken, operations, pages)).get(SITE)
  assert.equal(status, 500)
  const id = headers.get('x-request-id')?.replaceAll('-', '')
  assert.deepEqual(body, { type: 'error', error: { message: 'Something went wrong', id } })
})

test('what was removed upstream is served, or answered with 410 where that is imitated', async () => {
  assert.equal((await ada.get('/2.0/repositories')).status, 200)
  const config = { ...forge.config, upstreamRemovals: true }
  const { status, body } = await caller(serve({ ...forge, config }, operations, pages)).get('/2.0/repositories')
  assert.equal(status, 410)
  assert.deepEqual(body.data, body.error.data)
})
