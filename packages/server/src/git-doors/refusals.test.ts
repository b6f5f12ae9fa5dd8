import assert from 'node:assert/strict'
import { connect } from 'node:net'
import { after, before, beforeEach, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { packet } from '@pail/git'
import { type OpenDoor, openDoor } from './open-door.ts'

let door: OpenDoor
before(async () => {
  door = await openDoor()
})
after(() => door.close())
beforeEach(() => {
  door.refuse = () => undefined
})

const FETCH = 'application/x-git-upload-pack-request'
const PUSH = 'application/x-git-receive-pack-request'
const A = 'a'.repeat(40)

const post = (tail: string, type: string, body: BodyInit, headers = {}) =>
  fetch(`${door.url}/${tail}`, {
    method: 'POST',
    body,
    headers: { 'content-type': type, ...headers },
    ...({ duplex: 'half' } as object),
  })
const get = (tail: string, init: RequestInit = {}) => fetch(`${door.url}/${tail}`, { redirect: 'manual', ...init })

/** Bytes as they are on the line. */
function raw(text: string): Promise<string> {
  const { port } = new URL(door.url)
  return new Promise(resolve => {
    let said = ''
    const socket = connect(Number(port), '127.0.0.1', () => socket.write(text))
    socket.setTimeout(2000, () => socket.destroy())
    socket
      .on('data', chunk => {
        said += chunk
      })
      .on('error', () => {})
      .on('close', () => resolve(said))
  })
}

test('who is not let in is asked for credentials, by git too', async () => {
  door.refuse = () => ({ status: 401, message: 'Authentication is required.' })
  const answer = await get('info/refs?service=git-upload-pack')
  assert.equal(answer.status, 401)
  assert.match(answer.headers.get('www-authenticate')!, /^Basic realm=/)
  assert.equal(await answer.text(), 'Authentication is required.\n')
  assert.match((await door.git('ls-remote', door.url)).err, /could not read Username/)
})

test('the reason of a refusal reaches the person at the terminal', async () => {
  door.refuse = ({ grade }) => ({ status: 403, message: `No ${grade} for you.` })
  assert.match((await door.git('ls-remote', door.url)).err, /remote: No read for you\.[\s\S]*403/)
})

test('the gate hears what was asked, as it was written', async () => {
  const asks: unknown[] = []
  door.refuse = ask => void asks.push(ask) as undefined
  await fetch(`${new URL(door.url).origin}/%7Babc%7D/Site.git/info/refs?service=git-receive-pack`, {
    headers: { authorization: 'Basic eDp5' },
  })
  assert.deepEqual(asks, [
    {
      authorization: 'Basic eDp5',
      workspace: '{abc}',
      repository: 'Site',
      grade: 'write',
      origin: new URL(door.url).origin,
      address: '127.0.0.1',
      forwarded: '',
    },
  ])
})

test('a repository that has moved is found where it is', async () => {
  door.refuse = ({ workspace }) =>
    workspace === 'acme' ? { status: 301, message: 'Moved.', location: '/new/home' } : undefined
  const answer = await get('info/refs?service=git-upload-pack')
  assert.deepEqual(
    [answer.status, answer.headers.get('location')],
    [301, '/new/home.git/info/refs?service=git-upload-pack'],
  )
  assert.equal((await door.git('ls-remote', door.url)).code, 0)
})

test('too many requests are told when to come back', async () => {
  door.refuse = () => ({ status: 429, message: 'Slow down.', headers: { 'retry-after': '7' } })
  const answer = await get('info/refs?service=git-upload-pack')
  assert.deepEqual([answer.status, answer.headers.get('retry-after')], [429, '7'])
})

test('the dumb protocol is refused in words', async () => {
  assert.equal((await get('info/refs')).status, 403)
  assert.equal((await get('HEAD')).status, 403)
  assert.match(await (await get('objects/info/packs')).text(), /smart HTTP/)
  assert.equal((await get('info/refs?service=git-upload-archive')).status, 403)
})

test('paths that are not of git are left to others', async () => {
  const { origin } = new URL(door.url)
  const statuses = await Promise.all(
    [
      '/2.0/repositories/info/refs?service=git-upload-pack',
      '/acme/site',
      '/acme/site/src/HEAD',
      '/acme/a%2fb/info/refs',
      '/acme/%00/info/refs',
      '/acme/%ff/info/refs',
      '/a/b/c/info/refs',
    ].map(async path => (await fetch(origin + path)).status),
  )
  assert.deepEqual(new Set(statuses), new Set([418]))
})

test('a wrong method or content type is refused', async () => {
  assert.equal((await fetch(`${door.url}/info/refs?service=git-upload-pack`, { method: 'PUT' })).status, 405)
  assert.equal((await get('git-upload-pack')).headers.get('allow'), 'POST')
  assert.equal((await post('git-upload-pack', 'text/plain', '0000')).status, 415)
  assert.equal((await post('git-receive-pack', FETCH, '0000')).status, 415)
})

test('what is not written in packets is refused', async () => {
  assert.equal((await post('git-upload-pack', FETCH, 'hello')).status, 400)
  assert.equal((await post('git-upload-pack', FETCH, 'hello', { 'git-protocol': 'version=2' })).status, 400)
  assert.equal((await post('git-upload-pack', FETCH, '0009abc', { 'git-protocol': 'version=2' })).status, 400)
  assert.equal((await post('git-receive-pack', PUSH, 'hello')).status, 400)
  assert.equal((await post('git-receive-pack', PUSH, '0009abc')).status, 400)
})

test('a command or argument that is not known is refused', async () => {
  const v2 = { 'git-protocol': 'version=2' }
  const bodies = ['command=rm-rf', 'command=ls-refs'].map(line =>
    Buffer.concat([packet(line), Buffer.from('0001'), packet('everything'), Buffer.from('0000')]),
  )
  for (const body of bodies) assert.equal((await post('git-upload-pack', FETCH, body, v2)).status, 400)
  const format = Buffer.concat([packet('command=ls-refs'), packet('object-format=sha256'), Buffer.from('0000')])
  assert.equal((await post('git-upload-pack', FETCH, format, v2)).status, 400)
})

test('a push without its pack is refused', async () => {
  const command = Buffer.concat([packet(`${'0'.repeat(40)} ${A} refs/heads/x\0report-status`), Buffer.from('0000')])
  assert.equal((await post('git-receive-pack', PUSH, command)).status, 400)
})

test('a small body that unfolds into a large one is refused', async () => {
  const bomb = gzipSync(Buffer.alloc(200 * 2 ** 20))
  const zipped = { 'content-encoding': 'gzip' }
  assert.ok(bomb.length < 300_000)
  assert.equal((await post('git-upload-pack', FETCH, bomb, zipped)).status, 413)
  assert.equal((await post('git-receive-pack', PUSH, bomb, zipped)).status, 400)
})

test('what is said to be zipped and is not is refused', async () => {
  const zipped = { 'content-encoding': 'gzip' }
  assert.equal((await post('git-upload-pack', FETCH, 'hello', zipped)).status, 400)
  assert.equal((await post('git-receive-pack', PUSH, 'hello', zipped)).status, 400)
  assert.equal((await post('git-upload-pack', FETCH, '0000', { 'content-encoding': 'br' })).status, 400)
})

test('a request of more than can be meant is refused', async () => {
  const line = packet(`want ${A}\n`)
  const body = Buffer.concat(Array.from({ length: 400_000 }, () => line))
  assert.equal((await post('git-upload-pack', FETCH, body, { 'git-protocol': 'version=2' })).status, 413)
})

test('a length and a chunked body at once are refused', async () => {
  const said = await raw(
    `POST /acme/site.git/git-upload-pack HTTP/1.1\r\nHost: x\r\nContent-Type: ${FETCH}\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
  )
  assert.match(said, /^HTTP\/1\.1 400/)
})

test('a sender that expects to be asked to go on is asked', async () => {
  const said = await raw(
    `POST /acme/site.git/git-receive-pack HTTP/1.1\r\nHost: x\r\nContent-Type: ${PUSH}\r\nContent-Length: 4\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n0000`,
  )
  assert.match(said, /^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200 OK/)
})

test('HEAD tells what GET would, without the body', async () => {
  const answer = await get('info/refs?service=git-receive-pack', { method: 'HEAD' })
  assert.equal(answer.headers.get('content-type'), 'application/x-git-receive-pack-advertisement')
  assert.equal(answer.headers.get('cache-control'), 'no-cache, max-age=0, must-revalidate')
  assert.ok(Number(answer.headers.get('content-length')) > 100)
  assert.equal(await answer.text(), '')
})

test('nothing went wrong behind the door', () => {
  assert.deepEqual(door.faults, [])
})
