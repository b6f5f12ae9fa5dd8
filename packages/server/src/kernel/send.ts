import { Readable } from 'node:stream'
import type { Actor } from './actor.ts'
import { errorBody, errorHeaders, isKnown, type Sent, statusOf } from './answer.ts'
import type { Forge } from './forge.ts'
import { gzipOf, isWorthZipping } from './gzip.ts'
import type { Operation } from './operation.ts'
import { rateHeaders } from './rate/headers.ts'
import type { Standing } from './rate/spend.ts'
import { tagOf, textOf } from './remember.ts'
import { scopeHeaders } from './scope-headers.ts'
import { streaming } from './straight.ts'
import type { Said } from './walk.ts'

const ALWAYS = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'SAMEORIGIN',
  vary: 'Authorization, Origin, Accept-Encoding',
}
/** For pages of other origins, which say so; nobody else has a use for them. */
const CORS = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers':
    'Accept-Ranges, Content-Encoding, Content-Length, Content-Type, ETag, Last-Modified, Location, Retry-After, X-Request-Id',
}
const PREFLIGHT = {
  'access-control-allow-methods': 'GET, POST, PUT, PATCH, DELETE, OPTIONS',
  'access-control-allow-headers':
    'Accept, Authorization, Content-Type, If-Match, If-Modified-Since, If-None-Match, If-Unmodified-Since, Origin, Range, X-Csrftoken, X-Requested-With',
  'access-control-max-age': '86400',
}

/** What a page of another origin may do here. */
export const preflight = (): Response =>
  new Response(null, { status: 204, headers: { ...ALWAYS, ...CORS, ...PREFLIGHT } })

/** Onwards to where the thing is now. */
export const redirect = (request: Request, status: number, location: string): Response =>
  new Response(null, { status, headers: { ...ALWAYS, ...cors(request), location } })

/** Whom an answer goes to, and what was asked for. */
export interface Recipient {
  request: Request
  /** Of the request, to look for in the log. */
  id: string
  actor: Actor
  operation: Operation | undefined
  /** Where the caller stands, where calls are counted. */
  standing?: Standing | undefined
}

/** A document, or that there is none. */
export async function send(to: Recipient, { status, headers, document }: Said): Promise<Response> {
  const { request, actor } = to
  const common = { ...usual(to), ...headers }
  if (document === undefined)
    return new Response(null, { status: status === 200 ? 204 : status, headers: { ...EMPTY, ...common, ...FRESH } })
  const text = textOf(document)
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return new Response(text, { status, headers: { 'content-type': JSON_TYPE, ...common, ...FRESH } })
  const etag = tagOf(document)
  const isZipped = isWorthZipping(document, request)
  // The same document, in other bytes.
  const cache = { etag: isZipped ? `W/${etag}` : etag, 'cache-control': actor ? 'private' : 'no-cache' }
  if (isKnown(request, etag)) return new Response(null, { status: 304, headers: { ...common, ...cache } })
  const all = { 'content-type': JSON_TYPE, ...common, ...cache }
  if (!isZipped) return new Response(text, { status, headers: all })
  const zipped = (await gzipOf(document)) as BodyInit
  return new Response(zipped, { status, headers: { ...all, 'content-encoding': 'gzip' } })
}

/** Bytes as the handler gave them. */
export function sendBytes(to: Recipient, sent: Sent): Response {
  const { request, actor } = to
  const { content, status, headers } = sent
  const common = usual(to)
  const all = { ...common, 'cache-control': actor ? 'private' : 'no-cache', ...headers }
  if (headers.etag !== undefined && isKnown(request, headers.etag, headers['last-modified'])) {
    sent.drop()
    return new Response(null, { status: 304, headers: all })
  }
  const length = content instanceof Readable ? {} : { 'content-length': String(Buffer.byteLength(content)) }
  const head = { status, headers: { ...length, ...all } }
  if (request.method === 'HEAD') sent.drop()
  else if (content instanceof Readable) return streaming(content, head)
  return new Response(request.method === 'HEAD' ? null : (content as BodyInit), head)
}

const JSON_TYPE = 'application/json; charset=utf-8'
// Quirk: what is not there is HTML; a published client reads the type of every answer and breaks where there is none.
const EMPTY = { 'content-type': 'text/html; charset=utf-8' }
const FRESH = {
  'cache-control': 'max-age=0, no-cache, no-store, must-revalidate',
  expires: 'Thu, 01 Jan 1970 00:00:00 GMT',
}

const cors = (request: Request) => (request.headers.get('origin') === null ? undefined : CORS)

const usual = ({ request, id, actor, operation, standing }: Recipient): Record<string, string> => ({
  ...ALWAYS,
  ...cors(request),
  'x-request-id': id,
  ...scopeHeaders(actor, operation?.needs),
  ...(standing && rateHeaders(standing)),
})

/** The standard error object; what is no refusal of ours is logged. */
export function refuse(forge: Forge, to: Recipient, failure: unknown): Response {
  const { request, id } = to
  const operation = to.operation?.id
  const status = statusOf(failure)
  // Work that was given up because its caller has gone is no fault.
  const isFault = status >= 500 && !request.signal.aborted
  if (isFault) forge.log.error({ id, operation, err: failure }, 'request failed')
  else forge.log.debug({ id, operation, status, refused: (failure as Error).message })
  const headers = {
    ...usual(to),
    'content-type': JSON_TYPE,
    ...errorHeaders(failure),
    ...FRESH,
  }
  return new Response(request.method === 'HEAD' ? null : JSON.stringify(errorBody(failure, id)), { status, headers })
}
