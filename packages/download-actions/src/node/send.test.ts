import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:https'
import type { AddressInfo } from 'node:net'
import { after, afterEach, before, test } from 'node:test'
import { certificate } from '@pail/testkit'
import { act } from '../testing/acting.ts'
import type { Fault } from '../testing/cloud.ts'
import { type Gate, openProxy, type Passage } from '../testing/proxy.ts'
import { BINARY, type Cloud, openCloud } from '../testing.ts'

let cloud: Cloud
let secure: Server
let origin = ''
before(async () => {
  cloud = await openCloud()
  const { cert, key } = certificate()
  secure = createServer({ cert: readFileSync(cert), key: readFileSync(key) }, (request, response) => {
    if (!request.url?.includes('plain')) return cloud.serve(request, response)
    response.writeHead(302, { location: `${cloud.store}/bucket/file.bin` }).end()
  })
  await new Promise<void>(resolve => secure.listen(0, '127.0.0.1', resolve))
  origin = `https://127.0.0.1:${(secure.address() as AddressInfo).port}`
})
afterEach(() => {
  cloud.asked.length = 0
  cloud.files.clear()
  assert.deepEqual(cloud.faults, { api: [], store: [] })
})
after(async () => {
  secure.closeAllConnections()
  secure.close()
  await cloud.close()
})

const at = () => ({ workspace: cloud.workspace, repo_slug: cloud.repo_slug })
const list = (more: object = {}) => act('list_download_artifacts', { path_parameters: at() }, { ...cloud, ...more })
const get = (more: object = {}, filename = 'file.bin') => {
  if (!cloud.files.has(filename)) cloud.files.set(filename, BINARY)
  return act('get_download_artifact_link', { path_parameters: { ...at(), filename } }, { ...cloud, ...more })
}
const upload = () => {
  const file = [{ file_name: 'up.bin', file: BINARY }]
  return act('upload_download_artifact', { path_parameters: at(), form_body: { file } }, cloud)
}

const refuse =
  (status: number, headers: Record<string, string> = {}): Fault =>
  (_, response) =>
    void response.writeHead(status, headers).end()
/** Sends so much of the file, and hangs up. */
const cut =
  (bytes: number, headers: Record<string, string | number> = {}, status = 200): Fault =>
  (_, response) => {
    response.writeHead(status, { etag: '"one"', 'content-length': BINARY.length, ...headers })
    response.write(BINARY.subarray(0, bytes), () => response.destroy())
  }

test('too many requests are repeated when the server says so, uploads as well', async () => {
  cloud.faults.api.push(refuse(429, { 'retry-after': '0' }))
  assert.equal((await list()).status_code, 200)
  cloud.faults.api.push(refuse(429, { 'retry-after': '0' }))
  assert.equal((await upload()).status_code, 201)
  assert.deepEqual(cloud.files.get('up.bin'), BINARY)
})

test('a pause that is too long is told', async () => {
  cloud.faults.api.push(refuse(429, { 'retry-after': '3600' }))
  await assert.rejects(list(), { status: 429, message: /Too many requests, to be repeated after: 3600/ })
})

test('an upload that may have arrived is not sent again', async () => {
  cloud.faults.api.push(refuse(503))
  await assert.rejects(upload(), { status: 503 })
  assert.equal(cloud.asked.length, 1)
})

test('a list that breaks off is asked for anew, and one that is no list is an error', async () => {
  cloud.faults.api.push((_, response) => {
    response.writeHead(200, { 'content-length': 100 })
    response.write('{"values": [', () => response.destroy())
  })
  assert.equal((await list()).size, 0)
  cloud.faults.api.push((_, response) => void response.end('<html>'))
  await assert.rejects(list(), /is no page of files/)
})

test('pages that lead in circles are an error', async () => {
  const again: Fault = ({ headers, url }, response) =>
    void response.end(JSON.stringify({ values: [], next: `http://${headers.host}${url?.split('?')[0]}?page=2` }))
  cloud.faults.api.push(again, again)
  const whole = { path_parameters: at(), parameters: { all_pages: true } }
  await assert.rejects(act('list_download_artifacts', whole, cloud), /lead in circles/)
})

test('a page that names another host is asked for at ours', async () => {
  cloud.faults.api.push((_, response) => {
    const next = `http://elsewhere.test/2.0/repositories/%7Bx%7D/%7By%7D/downloads?page=2`
    response.end(JSON.stringify({ values: [{ name: 'a' }], next }))
  })
  const { values } = await act(
    'list_download_artifacts',
    { path_parameters: at(), parameters: { all_pages: true } },
    cloud,
  )
  assert.deepEqual(values, [{ name: 'a' }])
})

test('of a file that breaks off the rest is asked for, where the server has the same file still', async () => {
  const etag = '"1f27ed2ab4e972fd047c71ae9bc22edd-2"'
  cloud.faults.store.push(cut(70_000, { etag }))
  const { file } = await get()
  assert.deepEqual(new Uint8Array(file.file), BINARY)
  const [, again] = cloud.asked.filter(({ at }) => at === 'store')
  assert.match(String(again?.headers.range), /^bytes=\d+-$/)
  assert.equal(again?.headers['if-range'], etag)
})

test('a file that breaks off and cannot be continued is an error, never half a file', async () => {
  cloud.faults.store.push(cut(70_000, { etag: 'W/"weak"' }))
  await assert.rejects(get(), /The file broke off after \d+ of 200000 bytes/)
  cloud.faults.store.push(cut(70_000), cut(10, { etag: '"other"' }))
  await assert.rejects(get(), /broke off/)
})

test('a file is got without the credential, and with no header of ours', async () => {
  await get()
  const [asked] = cloud.asked.filter(({ at }) => at === 'store')
  assert.equal(asked?.headers.authorization, undefined)
  assert.equal(cloud.asked[0]?.headers.authorization, `Bearer ${cloud.token}`)
})

test('redirects in circles end', async () => {
  const led: Fault = ({ url = '' }, response) => void response.writeHead(302, { location: url }).end()
  cloud.faults.api.push(led, led, led, led)
  await assert.rejects(get(), /led on more than 3 times/)
})

test('nobody is led from https to http', async () => {
  await assert.rejects(get({ url: origin, verify_ssl: false }, 'plain.bin'), /led from https to http:/)
})

test('a certificate that nobody knows is refused at once, unless that is not asked for', async () => {
  await assert.rejects(list({ url: origin }), /a certificate that is not trusted here/)
  assert.equal((await list({ url: origin, verify_ssl: false })).status_code, 200)
  assert.equal(process.env.NODE_TLS_REJECT_UNAUTHORIZED, undefined)
})

test('everything goes through the proxy, with its credential and the same trust', async () => {
  await through(undefined, async proxy => {
    const http_proxy = proxy.url.replace('//', '//name:p%40ss@')
    const secret = `Basic ${btoa('name:p@ss')}`
    assert.deepEqual(new Uint8Array((await get({ http_proxy })).file.file), BINARY)
    assert.deepEqual(proxy.asked, [
      `GET ${cloud.url}${cloud.asked[0]?.line.slice('GET '.length)} ${secret}`,
      `GET ${cloud.store}${cloud.asked[1]?.line.slice('GET '.length)} ${secret}`,
    ])
    assert.equal(
      cloud.asked.some(({ headers }) => 'proxy-authorization' in headers),
      false,
    )
    await assert.rejects(list({ url: origin, http_proxy }), /certificate that is not trusted/)
    assert.equal((await list({ url: origin, http_proxy, verify_ssl: false })).status_code, 200)
    assert.equal(proxy.asked.at(-1), `CONNECT ${new URL(origin).host} ${secret}`)
  })
})

test('a proxy that leads nowhere is asked once, and named without its credential', async () => {
  const says =
    (text: string): Gate =>
    socket =>
      void socket.end(`HTTP/1.1 ${text}\r\nContent-Length: 0\r\n\r\n`)
  for (const [gate, message] of [
    [says('403 Forbidden'), /The proxy does not lead to 127\.0\.0\.1:\d+ \(it answered 403\)/],
    [says('407 Proxy Authentication Required'), /it answered 407/],
    [(socket => socket.destroy()) as Gate, /The proxy hung up/],
  ] as const)
    await through(gate, async proxy => {
      const http_proxy = proxy.url.replace('//', '//name:secret-of-proxy@')
      await assert.rejects(list({ url: origin, http_proxy }), (error: Error) => {
        assert.match(error.message, message)
        return !error.message.includes('secret-of-proxy')
      })
      assert.equal(proxy.asked.length, 1)
    })
  await assert.rejects(list({ http_proxy: 'ftp://name:secret@proxy' }), {
    message: 'http_proxy is no address of a proxy',
  })
})

test('a file that the server names is a name and no path, on one line', async () => {
  const named =
    (disposition: string): Fault =>
    (_, response) =>
      void response.writeHead(200, { 'content-disposition': disposition }).end('x')
  for (const [disposition, name] of [
    ['attachment; filename="../../etc/passwd"', 'passwd'],
    ["attachment; filename*=UTF-8''..%2F..%2Fevil%0A.sh", 'evil_.sh'],
    ['attachment; filename="C:\\\\Windows\\\\x.dll"', 'x.dll'],
    ['attachment; filename=".."', 'file.bin'],
    ['inline', 'file.bin'],
  ] as const) {
    cloud.faults.store.push(named(disposition))
    assert.equal((await get()).file.filename, name)
  }
})

test('cookies are no part of an output, and a token that is none is not repeated', async () => {
  const output = await list()
  assert.equal(output.response_headers.server, 'envoy')
  assert.equal('set-cookie' in output.response_headers, false)
  await assert.rejects(list({ token: 'secret\nof mine' }), { message: 'token holds letters that no token has' })
  assert.equal((await list({ token: `${cloud.token}\n` })).status_code, 200)
})

async function through(gate: Gate | undefined, work: (proxy: Passage) => Promise<void>): Promise<void> {
  const proxy = await openProxy(gate)
  await work(proxy).finally(() => proxy.close())
}
