import { Readable, type Writable } from 'node:stream'
import { Invalid, TooLarge } from '@pail/failures'
import { converse, FLUSH, packet, type Running, WireReader } from '@pail/git'
import type { StorageId } from '../client.ts'
import { type Machine, repositoryOf } from '../machine.ts'
import { publicRefsOf, refuseHidden } from './fetch.ts'

export interface Negotiation {
  body: Readable
  signal: AbortSignal
}

/** No client has more to say than this about what it wants. */
const MAX_WANTS_BYTES = 16 * 2 ** 20

/** Holds a conversation of protocol v0 from the wants on, provided that everything wanted is public at this moment. */
export async function negotiate(
  machine: Machine,
  storage: StorageId,
  { body, signal }: Negotiation,
): Promise<Readable> {
  const said = new WireReader(body)
  const request = await readWants(said)
  await refuseHidden(machine, storage, { request, refs: await publicRefsOf(machine, storage), signal })
  const leave = await machine.talks.take(signal)
  try {
    const running = converse(repositoryOf(machine, storage), signal)
    running.exit.then(leave, leave)
    void feed(running.stdin, request, said).catch(() => running.stop())
    return Readable.from(answers(running), { objectMode: false })
  } catch (error) {
    leave()
    throw error
  }
}

/** Everything up to the first flush; nothing can be wanted after it. */
async function readWants(said: WireReader): Promise<Buffer> {
  const parts: Buffer[] = []
  let size = 0
  for (;;) {
    const next = await said.next()
    if (next.type === 'flush') return Buffer.concat([...parts, FLUSH])
    if (next.type !== 'data') throw new Invalid('The request has a packet that is out of place')
    size += next.data.length
    if (size > MAX_WANTS_BYTES) throw new TooLarge('The request is larger than what is read')
    parts.push(packet(next.data))
  }
}

async function feed(stdin: Writable, request: Buffer, said: WireReader): Promise<void> {
  stdin.on('error', () => {})
  stdin.write(request)
  for await (const chunk of said.rest()) {
    if (stdin.destroyed) return
    if (!stdin.write(chunk)) await new Promise(resolve => stdin.once('drain', resolve).once('close', resolve))
  }
  stdin.end()
}

/** Git's own list of refs is left out: the client has seen ours. */
async function* answers({ stdout, exit }: Running): AsyncGenerator<Buffer> {
  const said = new WireReader(stdout as AsyncIterable<Buffer>)
  while ((await said.next()).type !== 'flush') {}
  yield* said.rest()
  const { code } = await exit
  if (code !== 0) throw new Invalid('Git broke the conversation off')
}
