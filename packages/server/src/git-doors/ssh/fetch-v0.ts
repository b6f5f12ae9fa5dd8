import { Readable } from 'node:stream'
import { Invalid, TooLarge } from '@pail/failures'
import { FLUSH, lineOf, packet, WireReader } from '@pail/git'
import type { GitNode } from '@pail/git-node'
import { MAX_REQUEST_BYTES } from '../fetch.ts'
import { overSsh } from '../known-answers.ts'
import { type Call, say } from './call.ts'
import { pour } from './fetch-v2.ts'

const DONE = packet('done\n')

/** Shows the refs, then lets git converse; a clone has nothing to talk about and is answered as over HTTP. */
export async function fetchV0(gitNode: GitNode, storage: string, call: Call): Promise<void> {
  const { input, signal } = call
  await say(call, overSsh.upload(await gitNode.refs(storage)))
  const said = new WireReader(input)
  const wants = await readWants(said)
  if (!wants) return
  const next = wants.isTalkative ? Buffer.alloc(0) : await readNext(said)
  if (next.equals(DONE)) {
    const request = Buffer.concat([wants.bytes, DONE])
    return pour(await gitNode.uploadPack(storage, { version: 0, request, signal }), call)
  }
  const body = Readable.from(joined([wants.bytes, next], said), { objectMode: false })
  try {
    await pour(await gitNode.negotiate(storage, { body, signal }), call)
  } finally {
    body.destroy()
  }
}

interface Wants {
  bytes: Buffer
  /** The server says something before the client goes on. */
  isTalkative: boolean
}

/** Nothing when the client has seen enough. */
async function readWants(said: WireReader): Promise<Wants | undefined> {
  const parts: Buffer[] = []
  let [size, isTalkative] = [0, false]
  while ((await said.peek(1)).length > 0) {
    const next = await said.next()
    if (next.type === 'flush')
      return parts.length > 0 ? { bytes: Buffer.concat([...parts, FLUSH]), isTalkative } : undefined
    if (next.type !== 'data') throw new Invalid('The request has a packet that is out of place')
    size += next.data.length
    if (size > MAX_REQUEST_BYTES) throw new TooLarge('The request is larger than what is read')
    if (/^(deepen|shallow)/.test(lineOf(next.data.subarray(0, 20)))) isTalkative = true
    parts.push(packet(next.data))
  }
  return undefined
}

async function readNext(said: WireReader): Promise<Buffer> {
  const next = await said.next()
  if (next.type === 'data') return packet(next.data)
  if (next.type === 'flush') return FLUSH
  throw new Invalid('The request has a packet that is out of place')
}

async function* joined(first: readonly Buffer[], said: WireReader): AsyncGenerator<Buffer> {
  yield Buffer.concat(first)
  yield* said.rest()
}
