import type { IncomingMessage, ServerResponse } from 'node:http'
import { Failure, Invalid, NotFound, TooLarge, Unavailable } from '@pail/failures'
import type { Address } from './address.ts'
import type { Refused } from './gate.ts'
import { FAULT } from './push-answer.ts'

/** Nothing that Git says stays true for long. */
const NEVER_CACHED = {
  expires: 'Fri, 01 Jan 1980 00:00:00 GMT',
  pragma: 'no-cache',
  'cache-control': 'no-cache, max-age=0, must-revalidate',
}

/** How long a sender whose request was refused may go on sending before the line is cut. */
const LINGER_MS = 10_000

export function begin(res: ServerResponse, type: string): void {
  res.writeHead(200, { 'content-type': type, ...NEVER_CACHED })
}

export function sendWhole(req: IncomingMessage, res: ServerResponse, type: string, body: Buffer): void {
  res.writeHead(200, { 'content-type': type, 'content-length': body.length, ...NEVER_CACHED })
  res.end(req.method === 'HEAD' ? undefined : body)
}

/** Plain text is what git shows to its user. */
export function refuse(req: IncomingMessage, res: ServerResponse, status: number, message: string, headers = {}): void {
  const body = Buffer.from(`${message}\n`)
  const plain = { 'content-type': 'text/plain; charset=utf-8', 'content-length': body.length }
  res.writeHead(status, { ...plain, ...NEVER_CACHED, ...headers })
  res.end(req.method === 'HEAD' ? undefined : body)
  linger(req)
}

export function refuseEntry(req: IncomingMessage, res: ServerResponse, { tail }: Address, refused: Refused): void {
  const headers: Record<string, string> = { ...refused.headers }
  if (refused.status === 401) headers['www-authenticate'] = 'Basic realm="Pail", charset="UTF-8"'
  if (refused.location) headers.location = `${refused.location}.git/${tail}${/\?.*/s.exec(req.url ?? '')?.[0] ?? ''}`
  refuse(req, res, refused.status, refused.message, headers)
}

/** What is no refusal of ours is a fault of ours, and its words are not for strangers. */
export function refuseFailure(req: IncomingMessage, res: ServerResponse, error: unknown): void {
  if (error instanceof Failure) refuse(req, res, statusOf(error), error.message)
  else refuse(req, res, 500, FAULT)
}

export function statusOf(failure: Failure): number {
  if (failure instanceof TooLarge) return 413
  if (failure instanceof NotFound) return 404
  if (failure instanceof Unavailable) return 503
  return failure instanceof Invalid ? 400 : 409
}

/**
 * A sender reads the answer only when it has sent everything; closing the line at once would take the answer back. What
 * stays unread would also stop the next request on the same line.
 */
export function linger(req: IncomingMessage): void {
  if (req.readableEnded || req.destroyed) return
  const cut = setTimeout(() => req.complete || req.socket.destroy(), LINGER_MS).unref()
  req.once('close', () => clearTimeout(cut))
  req.unpipe().resume()
}
