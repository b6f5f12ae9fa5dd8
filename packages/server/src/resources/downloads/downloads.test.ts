import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { ORIGIN, openVillage } from '@pail/testkit'
import { sealedPart } from '../../kernel/sealed-address.ts'
import { openKeyRing } from '../../kernel/secrets.ts'
import { type Given, givenBy } from './address.ts'
import { bring, formOf } from './testing.ts'

const village = await openVillage({ PAIL_MAX_FILE_MB: '1' })
after(() => village.close())
const { ada, bob, eve, stranger, fetch, forge, site, acme } = village

const AT = '/2.0/repositories/acme/site/downloads'
const names = async (at = AT): Promise<string[]> =>
  (await ada.get(at)).body.values.map((one: { name: string }) => one.name)
const one = async (name: string) =>
  (await ada.get(AT)).body.values.find((download: { name: string }) => download.name === name)

/** Follows the redirect as a client does, without credentials. */
async function take(name: string, init: RequestInit = {}, by = ada) {
  const { status, headers } = await by.get(`${AT}/${encodeURIComponent(name)}`)
  assert.equal(status, 302)
  return read(headers.get('location')!, init)
}

async function read(address: string, init: RequestInit = {}) {
  const answer = await fetch(new Request(address, init))
  return { status: answer.status, headers: answer.headers, text: await answer.text() }
}

/** A multipart body written by hand, for what no client would send. */
const raw = (parts: string, to = AT) =>
  ada.send('POST', to, {
    body: parts.replaceAll('\n', '\r\n'),
    headers: { 'content-type': 'multipart/form-data; boundary=b' },
  })
const part = (disposition: string, content = 'x') =>
  `--b\nContent-Disposition: form-data; ${disposition}\n\n${content}\n--b--\n`

test('a body that is no multipart is not acceptable', async () => {
  for (const [body, type] of [
    ['files=x', 'application/x-www-form-urlencoded'],
    ['{}', 'application/json'],
    ['x', ''],
  ] as const) {
    const answer = await ada.send('POST', AT, { body, ...(type && { headers: { 'content-type': type } }) })
    assert.equal(answer.status, 406, type)
    assert.equal(answer.body.type, 'error')
  }
})

test('a body without a boundary, an end or a file is refused', async () => {
  const headers = { 'content-type': 'multipart/form-data' }
  assert.equal((await ada.send('POST', AT, { body: 'x', headers })).status, 400)
  assert.equal((await raw('--b\nContent-Disposition: form-data; name="files"; filename="a"\n\nhalf')).status, 400)
  const { status, body } = await raw(part('name="other"'))
  assert.deepEqual([status, body.error.message], [400, 'files: This field is required.'])
  assert.equal((await raw(part('name="files"'))).body.error.message, 'files: a file has a name')
  assert.deepEqual(await names(), [])
})

test('a name that is none is refused', async () => {
  for (const name of ['', '.', '..', 'a/..', '/', 'a\\', 'a\tb', 'a\0b', 'a\r\nb', '\x7f', '\x85', 'é'.repeat(128)]) {
    const { status, body } = await raw(part(`name="files"; filename*=UTF-8''${encodeURIComponent(name)}`))
    assert.equal(status, 400, JSON.stringify(name))
    assert.match(body.error.message, /^files: a (file|name) /)
  }
  assert.equal((await raw(part(`name="files"; filename*=UTF-8''%ff`))).status, 400)
  assert.equal((await raw(part('name="files"; filename="a\nSet-Cookie: b=c"'))).status, 400)
  assert.deepEqual(await names(), [])
})

test('when one file of several is refused, none is offered', async () => {
  const large = new Uint8Array(2 ** 20 + 1)
  const { status, body } = await bring(ada, 'acme/site', ['small.txt', 'x'], ['large.bin', large])
  assert.equal(status, 413)
  assert.equal(body.error.detail, 'large.bin is longer than 1048576 bytes.')
  const twice = await bring(ada, 'acme/site', ['same.txt', '1'], ['same.txt', '2'])
  assert.deepEqual([twice.status, twice.body.error.message], [400, 'files: same.txt is given more than once'])
  const many = Array.from({ length: 101 }, (_, at) => [`${at}`, ''] as const)
  assert.equal((await bring(ada, 'acme/site', ...many)).status, 413)
  assert.deepEqual(await names(), [])
})

test('who may only read neither brings nor takes away files, and what is private is hidden', async () => {
  await bring(ada, 'acme/vault', ['secret.txt', 'hush'])
  await bring(ada, 'acme/site', ['open.txt', 'hello'])
  assert.equal((await bring(eve, 'acme/site', ['eve.txt', 'x'])).status, 403)
  assert.equal((await eve.delete(`${AT}/open.txt`)).status, 403)
  assert.equal((await stranger.delete(`${AT}/open.txt`)).status, 401)
  assert.equal((await bring(stranger, 'acme/site', ['nobody.txt', 'x'])).status, 401)
  const hidden = '/2.0/repositories/acme/vault/downloads'
  const missing = '/2.0/repositories/acme/nothing/downloads'
  for (const path of ['', '/secret.txt', '/nothing.txt']) {
    const [found, none] = await Promise.all([eve.get(hidden + path), eve.get(missing + path)])
    assert.deepEqual([found.status, found.body], [404, none.body])
  }
  assert.equal((await bring(eve, 'acme/vault', ['eve.txt', 'x'])).status, 404)
  await ada.delete(`${AT}/open.txt`)
})

test('a token that may only read the repository brings no file', async () => {
  const reader = await village.as('ada', ['repository'])
  assert.equal((await bring(reader, 'acme/site', ['x', 'x'])).status, 403)
  assert.equal((await reader.delete(`${AT}/x`)).status, 403)
})

test('a file that is not offered is not found, nor is one of another repository', async () => {
  for (const name of ['nothing.txt', 'secret.txt', '..%2Fvault%2Fsecret.txt', '...', 'a%2Fb']) {
    assert.equal((await ada.get(`${AT}/${name}`)).status, 404, name)
    assert.equal((await ada.delete(`${AT}/${name}`)).status, 404, name)
  }
})

test('files are brought several at once, and listed with the newest first', async () => {
  const { status, body } = await bring(bob, 'acme/site', ['a.txt', 'first'], ['b.bin', 'second'])
  assert.deepEqual([status, body], [201, {}])
  await bring(ada, 'acme/site', ['c.txt', 'third'])
  assert.deepEqual(await names(), ['c.txt', 'b.bin', 'a.txt'])
  const page = (await ada.get(`${AT}?pagelen=2`)).body
  assert.deepEqual([page.size, page.pagelen, page.page, page.values.length], [3, 2, 1, 2])
  assert.deepEqual(await names(`${AT}?pagelen=2&page=2`), ['a.txt'])
})

test('everybody who brought a file is shown with it, as connectors read it', async () => {
  const { values } = (await ada.get(AT)).body
  const { user, ...file } = values.find(({ name }: { name: string }) => name === 'a.txt')
  assert.match(file.created_on, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}\+00:00$/)
  assert.deepEqual(
    { ...file, created_on: '' },
    {
      type: 'download',
      name: 'a.txt',
      size: 5,
      created_on: '',
      downloads: 0,
      links: { self: { href: `${ORIGIN}${AT}/a.txt` } },
    },
  )
  assert.deepEqual([user.type, user.display_name, user.account_status], ['user', 'Bob', 'active'])
  for (const member of ['uuid', 'account_id', 'created_on']) assert.ok(user[member], member)
  assert.ok(user.links.avatar.href)
})

test('of a token that brought a file every field is told that the connector names', async () => {
  const token = await ada.post('/pail/1/repositories/acme/site/access-tokens', {
    name: 'connector',
    scopes: ['repository', 'repository:write'],
  })
  const headers = { authorization: `Bearer ${token.body.token ?? token.body.secret}` }
  const at = `/2.0/repositories/{${acme.uuid}}/{${site.uuid}}/downloads`
  const sent = await stranger.send('POST', at, { body: formOf(['by-token.txt', 'x']), headers })
  assert.equal(sent.status, 201)
  const { values } = (await stranger.get(at, { headers })).body
  const [{ user, ...rest }] = values
  assert.deepEqual(Object.keys(rest).sort(), ['created_on', 'downloads', 'links', 'name', 'size', 'type'])
  assert.deepEqual(Object.keys(user).sort(), [
    'account_id',
    'account_status',
    'created_on',
    'display_name',
    'kind',
    'links',
    'type',
    'uuid',
  ])
  assert.deepEqual([user.type, user.kind, user.account_status], ['app_user', 'repository_access_token', 'active'])
  assert.ok(user.links.avatar.href)
  assert.equal((await stranger.send('DELETE', `${at}/by-token.txt`, { headers })).status, 204)
})

test('whoever may read is led to an address that needs no credentials, and is counted', async () => {
  const before = (await one('a.txt')).downloads
  const { status, headers, text } = await take('a.txt', {}, eve)
  assert.deepEqual([status, text], [200, 'first'])
  assert.equal(headers.get('content-length'), '5')
  assert.equal(headers.get('content-disposition'), 'attachment; filename="a.txt"')
  assert.equal(headers.get('content-type'), 'text/plain')
  assert.equal(headers.get('x-content-type-options'), 'nosniff')
  assert.equal(headers.get('accept-ranges'), 'bytes')
  assert.ok(headers.get('last-modified'))
  await ada.send('HEAD', `${AT}/a.txt`)
  assert.equal((await one('a.txt')).downloads, before + 1)
})

test('what a browser could run is served as text, and never as a part of the site', async () => {
  await bring(ada, 'acme/site', ['page.html', '<script>1</script>'], ['picture.svg', '<svg/>'], ['run.mjs', '1'])
  for (const name of ['page.html', 'picture.svg', 'run.mjs']) {
    const { headers } = await take(name)
    assert.equal(headers.get('content-type'), 'text/plain', name)
    assert.match(headers.get('content-disposition')!, /^attachment; /)
    assert.equal(headers.get('content-security-policy'), "default-src 'none'; sandbox")
  }
})

test('a part of a file is sent, and what lies outside of it is refused', async () => {
  const ranged = (range: string, more = {}) => take('b.bin', { headers: { range, ...more } })
  const found = await ranged('bytes=1-3')
  assert.deepEqual([found.status, found.text, found.headers.get('content-range')], [206, 'eco', 'bytes 1-3/6'])
  assert.equal(found.headers.get('content-length'), '3')
  assert.equal((await ranged('bytes=4-')).text, 'nd')
  assert.equal((await ranged('bytes=-2')).text, 'nd')
  assert.equal((await ranged('bytes=-100')).text, 'second')
  const beyond = await ranged('bytes=6-')
  assert.deepEqual([beyond.status, beyond.headers.get('content-range')], [416, 'bytes */6'])
  assert.deepEqual((await ranged('bytes=0-1,3-4')).status, 200)
  const etag = found.headers.get('etag')!
  assert.equal((await ranged('bytes=0-0', { 'if-range': etag })).status, 206)
  assert.equal((await ranged('bytes=0-0', { 'if-range': '"other"' })).text, 'second')
})

test('whoever has a file already, or asks only for its headers, gets no other', async () => {
  const etag = (await take('b.bin')).headers.get('etag')!
  const again = await take('b.bin', { headers: { 'if-none-match': etag } })
  assert.deepEqual([again.status, again.text], [304, ''])
  const head = await take('b.bin', { method: 'HEAD' })
  assert.deepEqual([head.status, head.text, head.headers.get('content-length')], [200, '', '6'])
})

test('a file may be empty', async () => {
  await bring(ada, 'acme/site', ['empty', ''])
  const { status, text, headers } = await take('empty')
  assert.deepEqual([status, text, headers.get('content-length')], [200, '', '0'])
  assert.equal((await take('empty', { headers: { range: 'bytes=0-' } })).status, 416)
})

test('a file takes the place of the one of its name, and begins to count anew', async () => {
  await take('a.txt')
  assert.ok((await one('a.txt')).downloads > 0)
  const { headers } = await ada.get(`${AT}/a.txt`)
  await bring(ada, 'acme/site', ['a.txt', 'changed'])
  const now = await one('a.txt')
  assert.deepEqual([now.size, now.downloads, now.user.display_name], [7, 0, 'Ada'])
  assert.equal((await names()).filter(name => name === 'a.txt').length, 1)
  assert.equal((await take('a.txt')).text, 'changed')
  assert.equal((await read(headers.get('location')!)).status, 404)
})

test('names with blanks, dots, quotes, letters of every kind and paths before them are found again', async () => {
  const all = ['a b.tar.gz', '.hidden', 'ü+%&#?.txt', '日本語.zip', "it's", 'x;y=z', 'a"b', '100%25']
  for (const name of all) assert.equal((await bring(ada, 'acme/site', [name, name])).status, 201, name)
  for (const name of all) {
    assert.equal((await take(name)).text, name)
    assert.equal((await one(name)).links.self.href, `${ORIGIN}${AT}/${encodeURIComponent(name)}`)
  }
  const quoted = await take('a"b')
  assert.equal(quoted.headers.get('content-disposition'), 'attachment; filename="a_b"')
  const far = await take('日本語.zip')
  assert.match(far.headers.get('content-disposition')!, /filename="___.zip"; filename\*=UTF-8''%E6%97%A5/)
  await raw(part('name="files"; filename="C:\\\\temp\\\\report.txt"'))
  await raw(part(`name="file"; filename*=utf-8''na%C3%AFve.txt`))
  assert.equal((await take('report.txt')).text, 'x')
  assert.equal((await take('nai\u0308ve.txt')).text, 'x')
})

test('an address that was tampered with, is over, or leads to what is gone is refused', async () => {
  const { headers } = await ada.get(`${AT}/b.bin`)
  const address = headers.get('location')!
  const [start, sealed = ''] = /^(.*\/pail\/files\/)([^/]+)/.exec(address)!.slice(1)
  const flipped = sealed.slice(0, -3) + (sealed.at(-3) === 'A' ? 'B' : 'A') + sealed.slice(-2)
  for (const wrong of [flipped, sealed.slice(1), 'x', 'x.y', `${sealed.split('.')[0]}.`])
    assert.equal((await read(`${start}${wrong}/b.bin`)).status, 403, wrong)
  assert.equal(
    (await read(address.replace('b.bin', 'other.html'))).headers.get('content-type'),
    'application/octet-stream',
  )
  assert.equal((await ada.delete(`${AT}/b.bin`)).status, 204)
  assert.equal((await read(address)).status, 404)
  assert.equal((await ada.get(`${AT}/b.bin`)).status, 404)
})

test('an address ends with the right to read of who was led there, and comes back with it', async () => {
  await bring(ada, 'acme/site', ['turns.txt', 'public'])
  const addressOf = async (by: typeof ada, at = `${AT}/turns.txt`) => (await by.get(at)).headers.get('location')!
  const addresses = await Promise.all([ada, bob, eve, stranger].map(by => addressOf(by)))
  const statuses = () => Promise.all(addresses.map(async address => (await read(address)).status))
  const turn = (is_private: boolean) => ada.put('/2.0/repositories/acme/site', { is_private })
  assert.deepEqual(await statuses(), [200, 200, 200, 200])
  assert.equal((await turn(true)).status, 200)
  assert.deepEqual(await statuses(), [200, 200, 404, 404])
  const [member] = [village.users.bob.uuid]
  const rights = `/2.0/workspaces/acme/projects/SITE/permissions-config/users/%7B${member}%7D`
  assert.equal((await ada.delete(rights)).status, 204)
  assert.deepEqual(await statuses(), [200, 404, 404, 404])
  assert.equal((await ada.put(rights, { permission: 'write' })).status, 200)
  await turn(false)
  assert.deepEqual(await statuses(), [200, 200, 200, 200])
})

test('an address ends with its time, its file and its repository, and is one of this installation only', async () => {
  await ada.post('/2.0/repositories/acme/brief', { project: { key: 'SITE' } })
  await bring(ada, 'acme/brief', ['brief.txt', 'x'])
  const address = (await ada.get('/2.0/repositories/acme/brief/downloads/brief.txt')).headers.get('location')!
  assert.equal((await read(address)).status, 200)
  const { id, to } = givenBy(forge, /files\/([^/]+)/.exec(address)![1]!)
  const leading = (sealed: string) => read(`${ORIGIN}/pail/files/${sealed}/brief.txt`)
  const here = sealedPart<Given>('downloads/address')
  assert.equal((await leading(here.seal(forge.keys, { id, to }, 60))).status, 200)
  const late = await leading(here.seal(forge.keys, { id, to }, -1))
  assert.deepEqual([late.status, JSON.parse(late.text).type], [403, 'error'])
  assert.equal((await leading(sealedPart<Given>('lfs/pass').seal(forge.keys, { id, to }, 60))).status, 403)
  const others = openKeyRing(join(forge.config.dataDirectory, 'others.json'))
  assert.equal((await leading(here.seal(others, { id, to }, 60))).status, 403)
  await ada.delete('/2.0/repositories/acme/brief')
  assert.equal((await read(address)).status, 404)
})

test('the page of a download leads to the same file, with the credentials that tools know for git', async () => {
  const secret = await village.secret('bob', ['repository'])
  const headers = { authorization: `Basic ${btoa(`x-token-auth:${secret}`)}` }
  const { status, headers: led } = await stranger.get('/acme/vault/downloads/secret.txt', { headers })
  assert.equal(status, 302)
  assert.equal((await read(led.get('location')!)).text, 'hush')
  assert.equal((await stranger.get('/acme/site/downloads/a.txt')).status, 302)
  const [hidden, missing] = await Promise.all(
    ['vault', 'nothing'].map(slug => stranger.get(`/acme/${slug}/downloads/secret.txt`)),
  )
  assert.deepEqual([hidden!.status, hidden!.body], [404, missing!.body])
  assert.equal((await stranger.get('/acme/site/downloads/nothing.txt')).status, 404)
  const list = await stranger.get('/acme/site/downloads/')
  assert.deepEqual([list.status, list.headers.get('location')], [302, `${ORIGIN}${AT}`])
})

test('a repository under its former name leads on', async () => {
  const made = await ada.post('/2.0/repositories/acme/old', { project: { key: 'SITE' } })
  assert.equal(made.status, 200)
  await bring(ada, 'acme/old', ['x.txt', 'x'])
  await ada.put('/2.0/repositories/acme/old', { name: 'renewed' })
  const { status, headers } = await ada.get('/2.0/repositories/acme/old/downloads/x.txt')
  assert.deepEqual([status, headers.get('location')], [301, `${ORIGIN}/2.0/repositories/acme/renewed/downloads/x.txt`])
  assert.deepEqual(await names('/2.0/repositories/acme/renewed/downloads'), ['x.txt'])
  await ada.delete('/2.0/repositories/acme/renewed')
})
