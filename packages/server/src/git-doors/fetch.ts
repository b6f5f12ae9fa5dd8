import type { IncomingMessage, ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'
import { Invalid } from '@pail/failures'
import { packet, packets, parseV2Request, type V2Request } from '@pail/git'
import type { GitNode } from '@pail/git-node'
import { begin, sendWhole } from './answer.ts'
import { lsRefsAnswer } from './known-answers.ts'
import { protocolOf } from './protocol.ts'
import { wholeBody } from './request-body.ts'

const TYPE = 'application/x-git-upload-pack-result'

/** Room for the names of a hundred thousand refs; requests are short otherwise. */
export const MAX_REQUEST_BYTES = 16 * 2 ** 20

/** One step of a fetch. What the refs alone can answer needs no git. */
export async function fetch(
  gitNode: GitNode,
  storage: string,
  req: IncomingMessage,
  res: ServerResponse,
): Promise<void> {
  const request = await wholeBody(req, MAX_REQUEST_BYTES)
  if (protocolOf(req) !== 2) {
    packets(request)
    return uploadPack(gitNode, storage, { version: 0, request }, res)
  }
  const parsed = parseV2Request(request)
  if (!parsed) return sendWhole(req, res, TYPE, Buffer.alloc(0))
  checkCommand(parsed)
  if (parsed.command === 'fetch') return uploadPack(gitNode, storage, { version: 2, request }, res)
  sendWhole(req, res, TYPE, lsRefsAnswer(await gitNode.refs(storage), parsed))
}

/** Refuses what was not offered. */
export function checkCommand({ command, capabilities }: V2Request): void {
  if (command !== 'ls-refs' && command !== 'fetch') throw new Invalid('This command is not known')
  const format = capabilities.find(name => name.startsWith('object-format='))
  if (format && format !== 'object-format=sha1') throw new Invalid('The repository has sha1 object names')
}

async function uploadPack(
  gitNode: GitNode,
  storage: string,
  ask: { version: 0 | 2; request: Buffer },
  res: ServerResponse,
): Promise<void> {
  const gone = new AbortController()
  res.once('close', () => gone.abort())
  try {
    const answer = await gitNode.uploadPack(storage, { ...ask, signal: gone.signal })
    begin(res, TYPE)
    await pipeline(answer, res)
  } catch (error) {
    if (res.headersSent || !(error instanceof Invalid)) throw error
    begin(res, TYPE)
    res.end(packet(`ERR upload-pack: ${error.message}`))
  }
}
