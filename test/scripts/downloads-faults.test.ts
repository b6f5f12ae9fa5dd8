import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { readdirSync, statSync, utimesSync } from 'node:fs'
import { type ClientRequest, request } from 'node:http'
import { connect } from 'node:net'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { openDisk } from '@pail/blobs'
import { ADMIN_TOKEN, asAdmin, type PailProcess, startPail } from '@pail/testkit'

const MIB = 2 ** 20
/** In blocks of 512 bytes, as the shell counts them: no file may become larger than 4 MiB. */
const NARROW = ['sh', '-c', `trap '' XFSZ; ulimit -f ${(4 * MIB) / 512}; exec "$0" "$@"`]
const authorization = `Bearer ${ADMIN_TOKEN}`
const AT = '/2.0/repositories/demo/files/downloads'
const old = randomBytes(MIB)

let pail: PailProcess

before(async () => {
  pail = await startPail({}, undefined, NARROW)
  await asAdmin(pail.origin, 'POST /2.0/repositories/demo/files')
  assert.equal((await bring(['kept.bin', old], ['other.txt', 'other'])).status, 201)
})
after(() => pail.stop())

async function bring(...files: readonly (readonly [name: string, content: Buffer<ArrayBuffer> | string])[]) {
  const body = new FormData()
  for (const [name, content] of files) body.append('files', new Blob([content]), name)
  const answer = await fetch(pail.origin + AT, { method: 'POST', headers: { authorization }, body })
  return { status: answer.status, headers: answer.headers, text: await answer.text() }
}

async function read(name: string): Promise<Buffer> {
  const answer = await fetch(`${pail.origin}${AT}/${name}`, { headers: { authorization } })
  assert.equal(answer.status, 200, name)
  return Buffer.from(await answer.arrayBuffer())
}

/** What is offered, and that all of it is what it was. */
async function refuseChanged(): Promise<void> {
  const { values } = await asAdmin(pail.origin, `GET ${AT}`)
  assert.deepEqual(values.map(({ name }: { name: string }) => name).sort(), ['kept.bin', 'other.txt'])
  assert.ok((await read('kept.bin')).equals(old))
  assert.equal(String(await read('other.txt')), 'other')
}

const parts = (): string[] => {
  const folder = join(pail.data, 'blobs/part')
  return readdirSync(folder).map(name => join(folder, name))
}
const until = async (isSo: () => boolean): Promise<void> => {
  for (let waited = 0; !isSo(); waited++) {
    if (waited === 6000) throw new Error('nothing changed')
    await pause(10)
  }
}
const HEAD = Buffer.from('--b\r\ncontent-disposition: form-data; name="files"; filename="kept.bin"\r\n\r\n')
const FORM = { authorization, 'content-type': 'multipart/form-data; boundary=b' }

/** What has come of it. */
const large = () => parts().filter(path => (statSync(path, { throwIfNoEntry: false })?.size ?? 0) > MIB)

/** Begins to bring another content under a name that is taken; some of it is on the disk then. */
async function begin(): Promise<ClientRequest> {
  const sending = request(pail.origin + AT, { method: 'POST', headers: FORM }).on('error', () => {})
  sending.write(Buffer.concat([HEAD, randomBytes(3 * MIB)]))
  await until(() => large().length > 0)
  return sending
}

test('a disk that is full is said to be, and all that was offered still is', async () => {
  const { status, headers, text } = await bring(['new.txt', 'new'], ['kept.bin', randomBytes(5 * MIB)])
  assert.equal(status, 503)
  assert.deepEqual(JSON.parse(text), { type: 'error', error: { message: 'The server has no space left' } })
  assert.equal(headers.get('retry-after'), '5')
  assert.deepEqual(parts(), [])
  await refuseChanged()
  assert.equal((await bring(['small.txt', 'small'])).status, 201)
  await asAdmin(pail.origin, `DELETE ${AT}/small.txt`)
})

test('an object of LFS that the disk has no room for is refused in the words of LFS', async () => {
  const content = randomBytes(5 * MIB)
  const oid = createHash('sha256').update(content).digest('hex')
  const at = `${pail.origin}/demo/files.git/info/lfs/objects/${oid}`
  const answer = await fetch(at, { method: 'PUT', headers: { authorization }, body: content })
  assert.equal(answer.status, 503)
  assert.equal((await answer.json()).message, 'The server has no space left')
  assert.equal((await fetch(at, { headers: { authorization } })).status, 404)
  assert.deepEqual(parts(), [])
})

test('of an upload whose sender hangs up nothing is left, and the file that was there stays', async () => {
  const sending = await begin()
  sending.destroy()
  await until(() => parts().length === 0)
  await refuseChanged()
})

test('a body that is shorter or longer than was said brings nothing', async () => {
  const end = Buffer.from('\r\n--b--\r\n')
  const whole = Buffer.concat([HEAD, Buffer.from('changed'), end])
  const lines = Object.entries(FORM).map(([name, value]) => `${name}: ${value}\r\n`)
  const said = (length: number) =>
    `POST ${AT} HTTP/1.1\r\nhost: pail\r\ncontent-length: ${length}\r\n${lines.join('')}\r\n`
  // What comes behind the end of a body is taken for another request, and is none.
  assert.match(await raw(Buffer.concat([Buffer.from(said(whole.length - 9)), whole])), /^HTTP\/1\.1 400 /)
  await raw(Buffer.concat([Buffer.from(said(whole.length + 9)), whole]))
  await until(() => parts().length === 0)
  await refuseChanged()
})

/** Sends this, says that there is no more, and answers what comes back. */
function raw(bytes: Buffer): Promise<string> {
  const { hostname, port } = new URL(pail.origin)
  return new Promise(resolve => {
    let answer = ''
    const socket = connect(Number(port), hostname, () => socket.end(bytes))
    socket.setEncoding('utf8').on('data', text => (answer += text))
    socket.on('error', () => {}).on('close', () => resolve(answer))
  })
}

test('a server that is killed while a file comes offers the old one, and clears away what had come', async () => {
  const sending = await begin()
  await pail.stop('SIGKILL')
  sending.destroy()
  const [left] = large()
  assert.ok(left)
  pail = await startPail({}, pail.data)
  await refuseChanged()
  const longAgo = Date.now() / 1000 - 7200
  utimesSync(left, longAgo, longAgo)
  assert.equal(await openDisk(join(pail.data, 'blobs')).tidy(new Date(Date.now() - 3600_000)), 1)
})

test('whatever was acknowledged is there after a server was killed, and what was not is the old or the new', async () => {
  let last = -1
  const sent = async (number: number) => {
    const { status } = await bring(['turns.txt', `turn ${number}`.padEnd(200_000, '.')])
    if (status === 201) last = number
  }
  const bringing = (async () => {
    for (let number = 0; ; number++) await sent(number)
  })().catch(() => {})
  await until(() => last >= 20)
  await pail.stop('SIGKILL')
  await bringing
  pail = await startPail({}, pail.data)
  const found = String(await read('turns.txt'))
  const number = Number(/^turn (\d+)\.+$/.exec(found)?.[1])
  assert.ok(found.length === 200_000 && (number === last || number === last + 1), `${number} of ${last}`)
})
