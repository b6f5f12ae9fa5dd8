import { timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { Failure, NotFound } from '@pail/failures'
import type { Machine } from './machine.ts'
import { readAll } from './read-all.ts'
import { STREAMS } from './streams.ts'
import { VERBS } from './verbs.ts'
import { toWire } from './wire.ts'

export interface Serving {
  secret: string
  log: (line: string) => void
}

const MAX_JSON_BYTES = 64 * 2 ** 20

/** `POST /{verb}/{storage}`, for those who know the secret. */
export function serve(machine: Machine, { secret, log }: Serving): Server {
  const expected = Buffer.from(`Bearer ${secret}`)
  const server = createServer((req, res) => {
    if (!isEqual(Buffer.from(req.headers.authorization ?? ''), expected)) return void refuse(res, 401)
    answer(machine, req, res, error => tell(req, log, error)).catch(error => fail(error, req, res, log))
  })
  // A push or a backup takes as long as it takes; whoever is at the other end watches over it.
  server.requestTimeout = 0
  server.keepAliveTimeout = 60_000
  return server
}

async function answer(
  machine: Machine,
  req: IncomingMessage,
  res: ServerResponse,
  log: (error: unknown) => void,
): Promise<void> {
  const { pathname, searchParams } = new URL(req.url ?? '/', 'http://git-node')
  const [, verb = '', storage = ''] = pathname.split('/').map(decodeURIComponent)
  const signal = abortedBy(res)
  const stream = Object.hasOwn(STREAMS, verb) ? STREAMS[verb] : undefined
  if (stream) {
    await stream(machine, { storage, query: searchParams, req, res, signal, log })
    return leave(req)
  }
  const run = Object.hasOwn(VERBS, verb) ? VERBS[verb] : undefined
  if (!run) throw new NotFound('There is no such verb')
  const body = await readAll(req, MAX_JSON_BYTES)
  const result = await run(machine, { storage, ask: body.length > 0 ? JSON.parse(body.toString()) : {}, signal })
  res.end(Buffer.isBuffer(result) ? result : JSON.stringify(result ?? null))
}

/** Whoever asked has gone: so may the processes that work for them. */
function abortedBy(res: ServerResponse): AbortSignal {
  const abort = new AbortController()
  res.once('close', () => res.writableFinished || abort.abort())
  return abort.signal
}

/** Refusals are everyday; anything else is a fault of ours. */
function tell(req: IncomingMessage, log: (line: string) => void, error: unknown): void {
  if (!(error instanceof Failure)) log(`${req.url}: ${error instanceof Error ? error.message : error}`)
}

function fail(error: unknown, req: IncomingMessage, res: ServerResponse, log: (line: string) => void): void {
  if (!res.destroyed) tell(req, log, error)
  if (res.headersSent || res.destroyed) return void res.destroy()
  res.writeHead(409, { 'content-type': 'application/json' }).end(JSON.stringify(toWire(error)))
  leave(req)
}

/** An answer may come before the end of the question. */
function leave(req: IncomingMessage): void {
  req.resume()
}

function refuse(res: ServerResponse, status: number): void {
  res.writeHead(status, { connection: 'close' }).end()
}

const isEqual = (a: Buffer, b: Buffer) => a.length === b.length && timingSafeEqual(a, b)
