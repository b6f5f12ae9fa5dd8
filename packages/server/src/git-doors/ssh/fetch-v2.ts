import { pipeline } from 'node:stream/promises'
import { Invalid, TooLarge } from '@pail/failures'
import { FLUSH, packet, parseV2Request, V2_CAPABILITIES, WireReader } from '@pail/git'
import type { GitNode } from '@pail/git-node'
import { checkCommand, MAX_REQUEST_BYTES } from '../fetch.ts'
import { lsRefsAnswer } from '../known-answers.ts'
import { type Call, say } from './call.ts'

const DELIM = Buffer.from('0001')

/** Answers one command after the other; each says all there is to know for it, as over HTTP. */
export async function fetchV2(gitNode: GitNode, storage: string, call: Call): Promise<void> {
  await say(call, V2_CAPABILITIES)
  const said = new WireReader(call.input)
  for (;;) {
    const request = await readRequest(said)
    const parsed = request && parseV2Request(request)
    if (!parsed) return
    checkCommand(parsed)
    if (parsed.command === 'ls-refs') await say(call, lsRefsAnswer(await gitNode.refs(storage), parsed))
    else await pour(await gitNode.uploadPack(storage, { version: 2, request, signal: call.signal }), call)
  }
}

/** An answer that git makes; what follows it belongs to the same conversation. */
export const pour = (answer: NodeJS.ReadableStream, { output, signal }: Call): Promise<void> =>
  pipeline(answer, output, { end: false, signal })

/** Up to the flush that ends it; nothing when the client has no more to ask. */
async function readRequest(said: WireReader): Promise<Buffer | undefined> {
  if ((await said.peek(1)).length === 0) return undefined
  const parts: Buffer[] = []
  let size = 0
  for (;;) {
    const next = await said.next()
    if (next.type === 'flush') return Buffer.concat([...parts, FLUSH])
    if (next.type === 'end') throw new Invalid('The request has a packet that is out of place')
    const part = next.type === 'data' ? packet(next.data) : DELIM
    size += part.length
    if (size > MAX_REQUEST_BYTES) throw new TooLarge('The request is larger than what is read')
    parts.push(part)
  }
}
