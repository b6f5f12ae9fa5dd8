import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type RequestListener, type Server } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { createServer as createTcp } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { type Outbound, openOutbound, readAllowList, type Sending, Unsent } from './index.ts'

const open: { close(): void }[] = []
after(() => {
  for (const one of open) one.close()
})

/** A real server that counts what reaches it. */
async function server(listener: RequestListener, host = '127.0.0.1', port = 0) {
  let calls = 0
  const running: Server = createServer((request, response) => {
    calls++
    listener(request, response)
  })
  await new Promise<void>(resolve => running.listen(port, host, resolve))
  open.push({
    close() {
      running.close()
      running.closeAllConnections()
    },
  })
  const at = (running.address() as AddressInfo).port
  return { port: at, origin: `http://${host}:${at}`, calls: () => calls }
}

const client = (allow = '', resolve?: (name: string) => Promise<readonly string[]>): Outbound =>
  openOutbound({ allowed: readAllowList(allow), userAgent: 'Pail', ...(resolve && { resolve }) })

const refusalOf = async (outbound: Outbound, sending: Sending) => {
  const failure = await outbound.send(sending).then(
    () => undefined,
    (error: unknown) => error,
  )
  return failure instanceof Unsent ? failure.kind : failure
}

const inside = await server((_, response) => response.end('inside'))
const { port } = inside

/** Abuse item 23: each way of writing a place that is not for callers from outside. */
const FORBIDDEN = [
  `http://127.0.0.1:${port}/`,
  `http://127.1:${port}/`,
  `http://2130706433:${port}/`,
  `http://0x7f000001:${port}/`,
  `http://0177.0.0.1:${port}/`,
  `http://127.0.0.1.:${port}/`,
  `http://%31%32%37.0.0.1:${port}/`,
  `http://127。0。0。1:${port}/`,
  `http://0.0.0.0:${port}/`,
  `http://0:${port}/`,
  `http://localhost:${port}/`,
  `http://localhost.:${port}/`,
  `http://LOCALHOST:${port}/`,
  `http://[::1]:${port}/`,
  `http://[::]:${port}/`,
  `http://[::ffff:127.0.0.1]:${port}/`,
  `http://[::ffff:7f00:1]:${port}/`,
  `http://[::127.0.0.1]:${port}/`,
  `http://[64:ff9b::7f00:1]:${port}/`,
  `http://[2002:7f00:1::]:${port}/`,
  'http://[2001:0:7f00:1::]/',
  'http://[fe80::1]/',
  'http://[fd00:ec2::254]/latest/meta-data',
  'http://[ff02::1]/',
  'http://169.254.169.254/latest/meta-data',
  'http://100.100.100.200/',
  'http://168.63.129.16/',
  'http://10.0.0.1/',
  'http://172.16.0.1/',
  'http://172.31.255.255/',
  'http://192.168.0.1/',
  'http://100.64.0.1/',
  'http://198.18.0.1/',
  'http://224.0.0.1/',
  'http://255.255.255.255/',
  `http://example.com@127.0.0.1:${port}/`,
  `http://user:secret@example.com/`,
  'file:///etc/passwd',
  'ftp://example.com/',
  'gopher://127.0.0.1:6379/_FLUSHALL',
  'ssh://-oProxyCommand=id/',
  'ext::sh -c id',
  'unix:/var/run/docker.sock',
  'data:text/plain,hello',
  'javascript:alert(1)',
  '//127.0.0.1/',
  'not an address',
]

test('no way of writing an address leads inside', async () => {
  const outbound = client()
  const reached: unknown[] = []
  for (const url of FORBIDDEN) {
    const kind = await refusalOf(outbound, { url })
    if (kind !== 'forbidden') reached.push([url, kind])
  }
  assert.deepEqual(reached, [])
  assert.equal(inside.calls(), 0)
})

test('a name is refused when one of its addresses is inside', async () => {
  const outbound = client('', async () => ['93.184.215.14', '10.0.0.1'])
  assert.equal(await refusalOf(outbound, { url: 'http://mixed.example.com/' }), 'forbidden')
})

test('a name that is answered otherwise the second time is connected to where it was checked', async () => {
  const outside = await server((_, response) => response.end('outside'), '127.0.0.2')
  const secret = await server((_, response) => response.end('secret'), '127.0.0.1', outside.port)
  const answers = [['127.0.0.2'], ['127.0.0.1']]
  const outbound = client('127.0.0.2', async () => answers.shift()!)
  const url = `http://rebinding.example.com:${outside.port}/`
  const { body } = await outbound.send({ url })
  assert.equal(body.toString(), 'outside')
  assert.equal(await refusalOf(outbound, { url }), 'forbidden')
  assert.equal(secret.calls(), 0)
})

test('a redirect is checked like the address that was given', async () => {
  const ways = ['http://[::1]/', 'http://169.254.169.254/', `http://localhost:${port}/`, 'file:///etc/passwd']
  const before = inside.calls()
  for (const location of ways) {
    const leading = await server((_, response) => response.writeHead(302, { location }).end(), '127.0.0.2')
    assert.equal(await refusalOf(client('127.0.0.2'), { url: leading.origin }), 'forbidden')
  }
  assert.equal(inside.calls(), before)
})

test('redirects end after a few, and a POST follows none', async () => {
  const circle = await server((_, response) => response.writeHead(307, { location: '/again' }).end())
  const outbound = client('127.0.0.1')
  assert.equal((await outbound.send({ url: circle.origin })).status, 307)
  assert.equal(circle.calls(), 4)
  assert.equal((await outbound.send({ url: circle.origin, method: 'POST', body: '{}' })).status, 307)
  assert.equal(circle.calls(), 5)
})

test('a credential is not carried to another host', async () => {
  const seen: (string | undefined)[] = []
  const second = await server((request, response) => {
    seen.push(request.headers.authorization, request.headers['x-kept'] as string)
    response.end()
  }, '127.0.0.2')
  const first = await server((_, response) => response.writeHead(302, { location: second.origin }).end())
  const headers = { Authorization: 'Bearer secret', 'X-Kept': 'yes' }
  await client('127.0.0.1,127.0.0.2').send({ url: first.origin, headers })
  assert.deepEqual(seen, [undefined, 'yes'])
})

test('an answer that never ends is cut off', async () => {
  const endless = await server((_, response) => {
    const more = () => void (response.write(Buffer.alloc(65536)) ? setImmediate(more) : response.once('drain', more))
    more()
  })
  assert.equal(await refusalOf(client('127.0.0.1'), { url: endless.origin, maxBytes: 100_000 }), 'too large')
})

test('an answer that drips is not waited for', async () => {
  const dripping = await server((_, response) => {
    const timer = setInterval(() => response.write('.'), 20)
    response.once('close', () => clearInterval(timer))
  })
  const silent = await server(() => {})
  const outbound = client('127.0.0.1')
  assert.equal(await refusalOf(outbound, { url: dripping.origin, seconds: 0.3 }), 'too slow')
  assert.equal(await refusalOf(outbound, { url: silent.origin, seconds: 0.3 }), 'too slow')
})

test('a resolver that says nothing is not waited for, and a name that nobody knows is told', async () => {
  const url = 'http://example.com/'
  assert.equal(
    await refusalOf(
      client('', () => new Promise(() => {})),
      { url, seconds: 0.2 },
    ),
    'too slow',
  )
  assert.equal(
    await refusalOf(
      client('', () => Promise.reject(new Error())),
      { url },
    ),
    'unreachable',
  )
  assert.equal(await refusalOf(client('127.0.0.1'), { url: 'http://127.0.0.1:1/' }), 'unreachable')
})

test('what answers no HTTP, or wants to speak something else, is not reached', async () => {
  const greeting = createTcp(socket => socket.on('error', () => {}).end('220 mail.example.com\r\n'))
  await new Promise<void>(resolve => greeting.listen(0, '127.0.0.1', resolve))
  open.push(greeting)
  const url = `http://127.0.0.1:${(greeting.address() as AddressInfo).port}/`
  assert.equal(await refusalOf(client('127.0.0.1'), { url }), 'unreachable')
  const switching = await server(request => {
    request.socket.end('HTTP/1.1 101 Switching\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n')
  })
  assert.equal(await refusalOf(client('127.0.0.1'), { url: switching.origin, seconds: 1 }), 'unreachable')
})

test('a certificate that nobody vouches for, or for another name, is not believed', async () => {
  const place = mkdtempSync(join(tmpdir(), 'pail-outbound-'))
  after(() => rmSync(place, { recursive: true }))
  const [key, cert] = [join(place, 'key.pem'), join(place, 'cert.pem')]
  const made = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '1']
  execFileSync('openssl', ['req', '-x509', ...made, '-subj', '/CN=elsewhere', '-keyout', key, '-out', cert], {
    stdio: 'pipe',
  })
  let calls = 0
  const secure = createSecureServer({ key: readFileSync(key), cert: readFileSync(cert) }, () => calls++)
  await new Promise<void>(resolve => secure.listen(0, '127.0.0.1', resolve))
  open.push(secure)
  process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0'
  const url = `https://127.0.0.1:${(secure.address() as AddressInfo).port}/`
  assert.equal(await refusalOf(client('127.0.0.1'), { url }), 'unreachable')
  delete process.env.NODE_TLS_REJECT_UNAUTHORIZED
  assert.equal(calls, 0)
  void client('127.0.0.1')
    .send({ url, anyCertificate: true, seconds: 1 })
    .catch(() => {})
  while (calls === 0) await new Promise(resolve => setTimeout(resolve, 10))
  assert.equal(await refusalOf(client(), { url, anyCertificate: true }), 'forbidden')
})

test('an address is checked without being called', async () => {
  const before = inside.calls()
  await assert.rejects(client().check(inside.origin), { kind: 'forbidden' })
  await assert.rejects(client('', () => Promise.reject(new Error())).check('http://example.com/'), {
    kind: 'unreachable',
  })
  await client('127.0.0.1').check(inside.origin)
  assert.equal(inside.calls(), before)
})

test('of an answer that never ends the beginning is taken where that is enough', async () => {
  const endless = await server((_, response) => {
    const more = () =>
      void (response.write(Buffer.alloc(65536, 'x')) ? setImmediate(more) : response.once('drain', more))
    more()
  })
  const dripping = await server((_, response) => {
    const timer = setInterval(() => response.write('.'), 20)
    response.once('close', () => clearInterval(timer))
  })
  const outbound = client('127.0.0.1')
  const { status, body } = await outbound.send({ url: endless.origin, maxBytes: 100, beginning: true })
  assert.deepEqual([status, body.toString()], [200, 'x'.repeat(100)])
  const dripped = await outbound.send({ url: dripping.origin, seconds: 0.3, beginning: true })
  assert.match(dripped.body.toString(), /^\.+$/)
})

test('whoever asked may end the waiting', async () => {
  const silent = await server(() => {})
  const ended = AbortSignal.abort()
  assert.equal(await refusalOf(client('127.0.0.1'), { url: silent.origin, signal: ended }), 'too slow')
})

test('no proxy of the environment is asked', async () => {
  const proxy = await server((_, response) => response.end('proxied'), '127.0.0.2')
  process.env.HTTP_PROXY = process.env.http_proxy = proxy.origin
  process.env.NODE_USE_ENV_PROXY = '1'
  try {
    assert.equal((await client('127.0.0.1').send({ url: inside.origin })).body.toString(), 'inside')
  } finally {
    for (const name of ['HTTP_PROXY', 'http_proxy', 'NODE_USE_ENV_PROXY']) delete process.env[name]
  }
  assert.equal(proxy.calls(), 0)
})

test('a refusal tells neither the path nor what was sent', async () => {
  const url = 'http://10.0.0.1/hook?token=hidden'
  const failure = await client()
    .send({ url, headers: { authorization: 'hidden' } })
    .catch(error => error)
  assert.ok(!JSON.stringify([failure.message, failure]).includes('hidden'))
})

test('what the list names is reached, by name, by name and port, or by network', async () => {
  const resolve = async () => ['127.0.0.1']
  const url = `http://ci.internal:${port}/`
  const allowed = async (list: string) => (await refusalOf(client(list, resolve), { url })) === undefined
  assert.equal(await allowed('ci.internal'), true)
  assert.equal(await allowed(`other.internal, CI.internal:${port}`), true)
  assert.equal(await allowed('127.0.0.0/8'), true)
  assert.equal(await allowed('ci.internal:1'), false)
  assert.equal(await allowed('internal'), false)
  assert.equal(await allowed('127.0.0.2'), false)
})

test('a body arrives as it was sent, with the method and headers', async () => {
  const echo = await server((request, response) => {
    const told = { method: request.method, type: request.headers['content-type'], agent: request.headers['user-agent'] }
    request.on('data', chunk => response.writeHead(201, { 'x-told': JSON.stringify(told) }).end(chunk)).resume()
  })
  const headers = { 'Content-Type': 'application/json' }
  const reply = await client('127.0.0.1').send({ url: echo.origin, method: 'POST', headers, body: '{"a":1}' })
  assert.deepEqual([reply.status, reply.body.toString()], [201, '{"a":1}'])
  assert.equal(reply.headers['x-told'], '{"method":"POST","type":"application/json","agent":"Pail"}')
})
