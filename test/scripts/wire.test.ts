import assert from 'node:assert/strict'
import { connect } from 'node:net'
import { after, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { ADMIN_TOKEN, startPail } from '@pail/testkit'

const pail = await startPail()
after(() => pail.stop())
const { hostname, port } = new URL(pail.origin)
const authorization = `Authorization: Bearer ${ADMIN_TOKEN}`

/** Sends these bytes as they are and answers all that comes back until the server closes, or until `ms` have passed. */
function raw(text: string | Buffer, ms = 2000): Promise<string> {
  return new Promise(resolve => {
    let said = ''
    const socket = connect(Number(port), hostname, () => socket.write(text))
    const done = () => {
      socket.destroy()
      resolve(said)
    }
    socket
      .setEncoding('utf8')
      .on('data', (part: string) => (said += part))
      .on('close', done)
      .on('error', done)
    setTimeout(done, ms)
  })
}

const statuses = (said: string) => [...said.matchAll(/^HTTP\/1\.1 (\d{3})/gm)].map(([, status]) => Number(status))
const head = (...lines: string[]) => `${lines.join('\r\n')}\r\nHost: ${hostname}\r\nConnection: close\r\n\r\n`
const isAlive = async () =>
  assert.equal(
    (await fetch(`${pail.origin}/2.0/user`, { headers: { authorization: `Bearer ${ADMIN_TOKEN}` } })).status,
    200,
  )

test('a request of two lengths is refused, and nothing behind it is taken for a second one', async () => {
  const hidden = `GET /2.0/user HTTP/1.1\r\nHost: ${hostname}\r\n${authorization}\r\n\r\n`
  const said = await raw(
    head('POST /2.0/repositories/demo/x HTTP/1.1', authorization, 'Content-Length: 4', 'Transfer-Encoding: chunked') +
      `0\r\n\r\n${hidden}`,
  )
  assert.deepEqual(statuses(said), [400])
  assert.deepEqual(
    statuses(
      await raw(
        head('POST /2.0/repositories/demo/x HTTP/1.1', authorization, 'Content-Length: 1', 'Content-Length: 2'),
      ),
    ),
    [400],
  )
  await isAlive()
})

test('headers without end are refused', async () => {
  const many = Array.from({ length: 50_000 }, (_, number) => `X-${number}: y`)
  const said = await raw(head('GET /2.0/user HTTP/1.1', ...many))
  assert.ok(
    statuses(said).every(status => status === 431),
    said.slice(0, 100),
  )
  await isAlive()
})

test('an address longer than any real one is refused', async () => {
  const [status] = statuses(await raw(head(`GET /2.0/${'a'.repeat(600_000)} HTTP/1.1`)))
  assert.ok(status === 414 || status === 431)
})

test('a body that grows without end is cut off at its limit', async () => {
  const chunk = `10000\r\n${' '.repeat(0x10000)}\r\n`
  const said = await raw(
    head(
      'POST /2.0/repositories/demo/x HTTP/1.1',
      authorization,
      'Content-Type: application/json',
      'Transfer-Encoding: chunked',
    ) + chunk.repeat(40),
    4000,
  )
  assert.deepEqual(statuses(said), [413])
  await isAlive()
})

test('a compressed body is not read, so that it cannot burst', async () => {
  const body = gzipSync(Buffer.alloc(5_000_000, ' '))
  const lines = head(
    'POST /2.0/repositories/demo/x HTTP/1.1',
    authorization,
    'Content-Type: application/json',
    'Content-Encoding: gzip',
    `Content-Length: ${body.length}`,
  )
  const [status] = statuses(await raw(Buffer.concat([Buffer.from(lines), body])))
  assert.ok(status === 400 || status === 415, String(status))
})

test('JSON of a hundred thousand levels is refused like any other nonsense', async () => {
  const body = '['.repeat(100_000)
  const answer = await fetch(`${pail.origin}/2.0/repositories/demo/x`, {
    method: 'POST',
    body,
    headers: { authorization: `Bearer ${ADMIN_TOKEN}`, 'content-type': 'application/json' },
  })
  assert.equal(answer.status, 400)
  assert.equal((await answer.json()).type, 'error')
})

test('an expectation that nobody can meet is refused, the usual one is met', async () => {
  const expecting = (what: string) =>
    raw(
      head(
        'PUT /2.0/repositories/demo/expected HTTP/1.1',
        authorization,
        `Expect: ${what}`,
        'Content-Type: application/json',
        'Content-Length: 2',
      ) + '{}',
      1000,
    )
  assert.deepEqual(statuses(await expecting('a-miracle')), [417])
  assert.equal(statuses(await expecting('100-continue')).at(-1), 201)
})

test('a request that never ends does not keep others waiting', async () => {
  const slow = Array.from({ length: 50 }, () => raw(`GET /2.0/user HTTP/1.1\r\nHost: ${hostname}\r\nX-Slow: `, 1500))
  const first = await Promise.race([
    isAlive().then(() => 'the other'),
    ...slow.map(one => one.then(() => 'a slow one')),
  ])
  assert.equal(first, 'the other')
  await Promise.all(slow)
})

test('what is written into addresses and credentials does not reach the log, nor does it break its lines', async () => {
  await raw(
    head('GET /2.0/repositories/demo/%0d%0aforged%1b[31m HTTP/1.1', 'Authorization: Bearer some-secret-of-mine'),
  )
  await raw(head('GET /2.0/repositories/demo/x?access_token=some-secret-of-mine HTTP/1.1'))
  assert.doesNotMatch(pail.output(), /some-secret-of-mine|\u001b\[31m/)
  for (const line of pail
    .output()
    .split('\n')
    .filter(one => one.startsWith('{')))
    JSON.parse(line)
})

test('names that look like options and paths out of the tree reach nothing', async () => {
  for (const name of ['--upload-pack=touch', '-x', '..%2f..%2fetc', '.git', 'a%00b', 'x%0a--option', '%ff'])
    for (const path of [
      `/demo/${name}.git/info/refs?service=git-upload-pack`,
      `/${name}/x.git/info/refs?service=git-upload-pack`,
      `/2.0/repositories/demo/${name}`,
      `/2.0/repositories/${name}/x`,
      `/2.0/workspaces/${name}`,
    ]) {
      const [status] = statuses(await raw(head(`GET ${path} HTTP/1.1`)))
      assert.ok(status !== undefined && status >= 300 && status < 500, `${path}: ${status}`)
    }
  await isAlive()
})
