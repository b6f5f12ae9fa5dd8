import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, test as always, before } from 'node:test'
import { ADMIN_TOKEN, asAdmin, type PailProcess, startPail } from '@pail/testkit'
import { type Nginx, noNginx, startNginx } from '@pail/testkit/nginx'

const test = noNginx ? always.skip : always
const authorization = `Bearer ${ADMIN_TOKEN}`
const AT = '/2.0/repositories/demo/files/downloads'
const large = randomBytes(3_000_000)

let pail: PailProcess
let nginx: Nginx

before(async () => {
  if (noNginx) return
  pail = await startPail({ PAIL_PROXIES: '1', PAIL_ACCEL: '/pail-files/' })
  nginx = await startNginx(() => example({ origin: pail.origin, blobs: `${join(pail.data, 'blobs')}/` }))
  await asAdmin(pail.origin, 'POST /2.0/repositories/demo/files', { is_private: true })
  const body = new FormData()
  body.append('files', new Blob([large]), 'ünï "large".html')
  const answer = await fetch(nginx.origin + AT, { method: 'POST', headers: { authorization }, body })
  assert.equal(answer.status, 201)
})
after(async () => {
  await nginx?.stop()
  await pail?.stop()
})

/** What administrators are told to write, for this machine. */
function example({ origin, blobs }: { origin: string; blobs: string }): string {
  const told = readFileSync(join(import.meta.dirname, '../../docs/files.md'), 'utf8')
  const [, lines = ''] = /```nginx\n([\s\S]*?)```/.exec(told) ?? []
  return lines.replace('http://127.0.0.1:7990', origin).replace('/var/lib/pail/blobs/', blobs)
}

/** Where the file is led to, by who is asked. */
async function placeAt(origin: string): Promise<string> {
  const [{ links }] = (await (await fetch(nginx.origin + AT, { headers: { authorization } })).json()).values
  const { pathname } = new URL(links.self.href)
  const answer = await fetch(origin + pathname, { headers: { authorization }, redirect: 'manual' })
  assert.equal(answer.status, 302)
  return answer.headers.get('location')!
}

async function take(address: string, init: RequestInit = {}) {
  const answer = await fetch(address, init)
  return { status: answer.status, headers: answer.headers, bytes: Buffer.from(await answer.arrayBuffer()) }
}

test('who asks nginx for a place of files, with or without the header, gets nothing there', async () => {
  const [, id] = /"([0-9a-f]{64})"/.exec((await take(await placeAt(pail.origin))).headers.get('etag')!)!
  for (const headers of [{}, { 'x-pail-accel': '/pail-files/' }])
    assert.equal((await take(`${nginx.origin}/pail-files/${id!.slice(0, 2)}/${id}`, { headers })).status, 404)
})

test('nginx sends the bytes from the disk, as what Pail says that they are', async () => {
  const { status, headers, bytes } = await take(await placeAt(nginx.origin))
  assert.ok(status === 200 && bytes.equals(large))
  assert.equal(headers.get('server')?.split('/')[0], 'nginx')
  assert.equal(headers.get('content-length'), String(large.length))
  assert.equal(headers.get('content-type'), 'text/plain')
  assert.match(headers.get('content-disposition')!, /^attachment; filename="_n_ _large_\.html"; filename\*=UTF-8''/)
  assert.equal(headers.get('content-security-policy'), "default-src 'none'; sandbox")
  assert.equal(headers.get('x-content-type-options'), 'nosniff')
  assert.equal(headers.get('cache-control'), 'private')
  assert.ok(headers.get('x-request-id'))
  assert.equal(headers.get('x-accel-redirect'), null)
  // What nginx makes itself; Pail's own would be the sum of the content.
  assert.doesNotMatch(headers.get('etag')!, /[0-9a-f]{64}/)
})

test('parts and conditions are nginx’s', async () => {
  const address = await placeAt(nginx.origin)
  const part = await take(address, { headers: { range: 'bytes=1000000-1999999' } })
  assert.ok(part.status === 206 && part.bytes.equals(large.subarray(1_000_000, 2_000_000)))
  assert.equal(part.headers.get('content-security-policy'), "default-src 'none'; sandbox")
  assert.equal((await take(address, { headers: { range: 'bytes=3000000-' } })).status, 416)
  const head = await take(address, { method: 'HEAD' })
  assert.deepEqual([head.status, head.headers.get('content-length')], [200, String(large.length)])
  const etag = head.headers.get('etag')!
  assert.equal((await take(address, { headers: { 'if-none-match': etag } })).status, 304)
  const since = head.headers.get('last-modified')!
  assert.equal((await take(address, { headers: { 'if-modified-since': since } })).status, 304)
  const changed = { range: 'bytes=0-0', 'if-range': '"other"' }
  assert.equal((await take(address, { headers: changed })).bytes.length, large.length)
})

test('who asks Pail past nginx gets the file from Pail', async () => {
  const { status, headers, bytes } = await take(await placeAt(pail.origin))
  assert.ok(status === 200 && bytes.equals(large))
  assert.equal(headers.get('x-accel-redirect'), null)
  const other = await take(await placeAt(pail.origin), { headers: { 'x-pail-accel': '/etc/' } })
  assert.ok(other.bytes.equals(large))
})

test('an address that is not good leads nowhere behind nginx, too', async () => {
  const address = await placeAt(nginx.origin)
  assert.equal((await take(address.replace(/files\/./, 'files/x'))).status, 403)
})

test('large files come out by nginx to clients of LFS, too', async () => {
  await asAdmin(pail.origin, 'POST /2.0/repositories/demo/art', { is_private: true })
  const { upload } = await actions('upload')
  assert.equal((await take(upload.href, { method: 'PUT', headers: upload.header, body: large })).status, 200)
  const { href, header: headers } = (await actions('download')).download
  const { bytes, headers: told } = await take(href, { headers })
  assert.ok(bytes.equals(large) && !told.get('etag')?.includes(named.oid))
  assert.equal(told.get('content-type'), 'application/octet-stream')
  const part = await take(href, { headers: { ...headers, range: 'bytes=2999990-' } })
  assert.ok(part.status === 206 && part.bytes.equals(large.subarray(2_999_990)))
})

const named = { oid: createHash('sha256').update(large).digest('hex'), size: large.length }

type Action = { href: string; header: Record<string, string> }

async function actions(operation: 'upload' | 'download'): Promise<Record<'upload' | 'download', Action>> {
  const answer = await fetch(`${nginx.origin}/demo/art.git/info/lfs/objects/batch`, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/vnd.git-lfs+json' },
    body: JSON.stringify({ operation, objects: [named] }),
  })
  return (await answer.json()).objects[0].actions
}
