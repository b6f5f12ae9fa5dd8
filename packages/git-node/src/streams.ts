import type { IncomingMessage, ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'
import { formatRefs } from '@pail/git'
import { type Machine, refsOf } from './machine.ts'
import { readAll } from './read-all.ts'
import { READING_STREAMS } from './read-streams.ts'
import { fetch } from './verbs/fetch.ts'
import { negotiate } from './verbs/negotiate.ts'
import { receive } from './verbs/receive.ts'
import { restore } from './verbs/restore.ts'
import { snapshot } from './verbs/snapshot.ts'
import { writeBlob } from './verbs/write-blob.ts'
import { toWire } from './wire.ts'

/** One request of which the body or the answer is not a small value. */
export interface Exchange {
  storage: string
  query: URLSearchParams
  req: IncomingMessage
  res: ServerResponse
  signal: AbortSignal
  log: (error: unknown) => void
}

type Stream = (machine: Machine, exchange: Exchange) => Promise<void>

/** No fetch has more to say than this about what it wants and has. */
const MAX_FETCH_BYTES = 16 * 2 ** 20

export const STREAMS: Record<string, Stream> = {
  ...READING_STREAMS,
  refs,
  'upload-pack': uploadPack,
  negotiate: converse,
  receive: receivePack,
  snapshot: backUp,
  restore: bringBack,
  'write-blob': takeBlob,
}

async function refs(machine: Machine, { storage, req, res }: Exchange): Promise<void> {
  const found = await refsOf(machine, storage)
  res.setHeader('etag', found.etag)
  if (req.headers['if-none-match'] === found.etag) res.writeHead(304).end()
  else res.end(formatRefs(found))
}

async function uploadPack(machine: Machine, { storage, query, req, res, signal }: Exchange): Promise<void> {
  const request = await readAll(req, MAX_FETCH_BYTES)
  const version = query.get('version') === '2' ? 2 : 0
  const known = req.headers['if-none-match']
  const { etag, whole, bytes } = await fetch(machine, storage, { version, request, known, signal })
  if (etag) res.setHeader('etag', etag)
  if (!bytes) return void res.writeHead(304).end()
  if (whole !== undefined) res.setHeader('content-length', whole)
  await pipeline(bytes, res)
}

/** Both sides speak at once: the answer begins before the question has ended. */
async function converse(machine: Machine, { storage, req, res, signal }: Exchange): Promise<void> {
  const bytes = await negotiate(machine, storage, { body: req, signal })
  res.flushHeaders()
  await pipeline(bytes, res)
}

async function receivePack(machine: Machine, { storage, req, res, signal, log }: Exchange): Promise<void> {
  const say = (line: object) => res.write(`${JSON.stringify(line)}\n`)
  try {
    const onCapabilities = (capabilities: string[]) => say({ capabilities })
    const onProgress = (progress: string) => say({ progress })
    say({ received: await receive(machine, storage, { body: req, signal, onCapabilities, onProgress }) })
  } catch (error) {
    if (signal.aborted) return
    log(error)
    say({ failure: toWire(error) })
  }
  res.end()
}

async function backUp(machine: Machine, { storage, res, signal }: Exchange): Promise<void> {
  await pipeline(await snapshot(machine, storage, signal), res)
}

async function bringBack(machine: Machine, { storage, req, res, signal }: Exchange): Promise<void> {
  await restore(machine, storage, req, signal)
  res.end('null')
}

async function takeBlob(machine: Machine, { storage, query, req, res, signal }: Exchange): Promise<void> {
  const quarantine = query.get('quarantine') ?? ''
  res.end(JSON.stringify(await writeBlob(machine, storage, { quarantine, body: req, signal })))
}
