import assert from 'node:assert/strict'
import { once } from 'node:events'
import { readdir } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { packet, ZERO_OID } from '@pail/git'
import { makeRepository } from '@pail/git/testing'
import { processesOn } from '@pail/git-node/testing'
import { type OpenDoor, openDoor } from './open-door.ts'

const source = makeRepository()
const one = source.commit('one')
const two = source.commit('two\n'.repeat(5000), one)
let door: OpenDoor
before(async () => {
  door = await openDoor()
})
after(async () => {
  await door.close()
  source.remove()
})

const command = Buffer.concat([
  packet(`${ZERO_OID} ${two} refs/heads/main\0report-status side-band-64k push-options`),
  Buffer.from('0000'),
])
const options = Buffer.concat([packet('ci.skip'), Buffer.from('0000')])
const body = Buffer.concat([command, options, source.pack([two])])

/** Sends so many bytes of a push, and goes. */
async function cutAt(offset: number): Promise<void> {
  const { port } = new URL(door.url)
  const socket = connect(Number(port), '127.0.0.1')
  await once(socket, 'connect')
  socket.on('error', () => {})
  socket.write(
    `POST /acme/site.git/git-receive-pack HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-git-receive-pack-request\r\nContent-Length: ${body.length}\r\n\r\n`,
  )
  socket.write(body.subarray(0, offset))
  await wait(30)
  socket.destroy()
}

async function files(): Promise<string[]> {
  const entries = await readdir(join(door.folder, 'data', 'repositories'), { recursive: true, withFileTypes: true })
  return entries
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name))
    .sort()
}

/** A cut may fall anywhere: at the bounds of packets, inside lengths, in the pack's header, its middle and its checksum. */
const OFFSETS = [
  0,
  1,
  4,
  5,
  60,
  command.length - 4,
  command.length,
  command.length + 2,
  command.length + options.length,
]
const IN_PACK = [1, 4, 11, 12, 13, 40, 100].map(more => command.length + options.length + more)
const NEAR_END = [-40, -21, -20, -19, -1].map(less => body.length + less)

test('a push that is cut off anywhere leaves no ref, no file and no process', async () => {
  const before = await files()
  await Promise.all([...OFFSETS, ...IN_PACK, ...NEAR_END].map(cutAt))
  // Who has been cut off may not have noticed yet.
  await wait(500)
  const isTidy = async () =>
    (await files()).length === before.length && processesOn(join(door.folder, 'data')).length === 0
  for (let tries = 0; tries < 200 && !(await isTidy()); tries++) await wait(50)
  assert.deepEqual((await door.gitNode.refs(door.storage)).refs, [])
  assert.deepEqual(await files(), before)
  assert.deepEqual(processesOn(join(door.folder, 'data')), [])
})

test('a fetch that is cut off leaves no process', async () => {
  await door.git('init', '-q', 'work')
  for (const name of ['a', 'b', 'c']) await door.git('-C', 'work', 'commit', '-q', '--allow-empty', '-m', name)
  await door.git('-C', 'work', 'push', '-q', door.url, 'HEAD:main')
  const tip = (await door.git('-C', 'work', 'rev-parse', 'HEAD')).out.trim()
  const request = Buffer.concat([
    packet('command=fetch'),
    Buffer.from('0001'),
    packet(`want ${tip}\n`),
    packet('done\n'),
    Buffer.from('0000'),
  ])
  const headers = { 'content-type': 'application/x-git-upload-pack-request', 'git-protocol': 'version=2' }
  const gone = Array.from({ length: 8 }, (_, at) =>
    fetch(`${door.url}/git-upload-pack`, {
      method: 'POST',
      body: request,
      headers,
      signal: AbortSignal.timeout(1 + at * 3),
    })
      .then(answer => answer.text())
      .catch(() => ''),
  )
  await Promise.all(gone)
  // The last of them may only be about to start one.
  await wait(500)
  // A push that was expected for the second time is waited for a little longer.
  for (let tries = 0; tries < 50 && processesOn(join(door.folder, 'data')).length > 0; tries++) await wait(100)
  assert.deepEqual(processesOn(join(door.folder, 'data')), [])
})

test('the whole push is taken afterwards', async () => {
  assert.equal((await door.git('-C', source.repository.dir, 'push', '-q', door.url, `${two}:refs/heads/whole`)).code, 0)
  assert.deepEqual(await door.gitNode.fsck(door.storage), [])
  assert.deepEqual(door.faults, [])
})
