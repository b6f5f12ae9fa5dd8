import { hash, randomUUID } from 'node:crypto'
import { Invalid, NotFound } from '@pail/failures'
import { type Context, Hono } from 'hono'
import { authenticate } from '../auth/authenticate.ts'
import type { Actor } from './actor.ts'
import { errorBody, errorHeaders, statusOf } from './answer.ts'
import { Moved, WrongMethod } from './failure.ts'
import type { Forge } from './forge.ts'
import { addressOf } from './links.ts'
import type { Operation } from './operation.ts'
import type { PublicPage } from './page.ts'
import { textOf } from './remember.ts'
import { type Found, findSite } from './site.ts'
import { type Said, walk } from './walk.ts'

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']

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

/** The one place that names the router: every operation and page behind one `Request → Response`. */
export function serve(
  forge: Forge,
  operations: readonly Operation[],
  pages: readonly PublicPage[],
): (request: Request) => Response | Promise<Response> {
  const app = new Hono<Placed>({ getPath: (_, { env } = {}) => bare(env!.path) })
  for (const page of pages)
    app.get(bare(page.path), c => page.answer(c.req.raw, c.req.param() as Record<string, string>, forge))
  for (const operation of operations) mount(app, forge, operation)
  app.options('*', () => new Response(null, { status: 204, headers: { ...ALWAYS, ...CORS, ...PREFLIGHT } }))
  app.notFound(c => refuse(forge, c.req.raw, unknownRoute(app, c.req.path), randomUUID()))
  app.onError((error, c) => refuse(forge, c.req.raw, error, randomUUID()))
  return request =>
    isWritten(request)
      ? app.fetch(request, findSite(forge.config, request))
      : refuse(forge, request, malformed(), randomUUID())
}

/** The router carries along where a request was meant to go. */
type Placed = { Bindings: Found }

function mount(app: Hono<Placed>, forge: Forge, operation: Operation): void {
  const methods = operation.method === 'PUT' ? ['PUT', 'PATCH'] : [operation.method]
  for (const path of spellings(operation.path)) app.on(methods, path, c => answer(forge, operation, c))
}

/** Quirk: upstream writes `pipelines_config` in one path and `pipelines-config` in the next; both are taken everywhere. */
function spellings(path: string): string[] {
  const route = bare(path.replaceAll(/\{(\w+)\}/g, ':$1'))
  return [...new Set(['s_config', 's-config'].map(config => route.replaceAll(/s[-_]config(?=\/|$)/g, config)))]
}

/** A slash at the end says nothing. */
const bare = (path: string): string => path.replace(/(?<=.)\/$/, '')

async function answer(forge: Forge, operation: Operation, c: Context<Placed>): Promise<Response> {
  const request = c.req.raw
  const id = randomUUID()
  const found = c.env
  const params = c.req.param() as Record<string, string>
  let actor: Actor
  try {
    actor = await authenticate(forge.database.reader, request.headers.get('authorization') ?? undefined)
    const said = await walk(forge, { operation, request, url: found.url, params, actor, site: found.site })
    forge.log.debug({ id, operation: operation.id, status: said.status, actor: actor?.uuid })
    return send(request, said, actor, id)
  } catch (failure) {
    if (failure instanceof Moved) return moved(operation, found, params, failure, request)
    return refuse(forge, request, failure, id, operation.id)
  }
}

function send(request: Request, { status, headers, document }: Said, actor: Actor, id: string): Response {
  const common = { ...ALWAYS, ...cors(request), 'x-request-id': id, ...credential(actor), ...headers }
  if (document === undefined)
    return new Response(null, { status: status === 200 ? 204 : status, headers: { ...EMPTY, ...common, ...FRESH } })
  const text = textOf(document)
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return new Response(text, { status, headers: { 'content-type': JSON_TYPE, ...common, ...FRESH } })
  const etag = `"${hash('sha1', text).slice(0, 32)}"`
  const cache = { etag, 'cache-control': actor ? 'private' : 'no-cache' }
  if (matches(request.headers.get('if-none-match'), etag))
    return new Response(null, { status: 304, headers: { ...common, ...cache } })
  return new Response(text, { status, headers: { 'content-type': JSON_TYPE, ...common, ...cache } })
}

const JSON_TYPE = 'application/json; charset=utf-8'
// Quirk: what is not there is HTML; a published client reads the type of every answer and breaks where there is none.
const EMPTY = { 'content-type': 'text/html; charset=utf-8' }
const FRESH = { 'cache-control': 'max-age=0, no-cache, no-store, must-revalidate' }

const cors = (request: Request) => (request.headers.get('origin') === null ? undefined : CORS)

const credential = (actor: Actor): Record<string, string> =>
  actor ? { 'x-credential-type': actor.credential.kind } : {}

const matches = (asked: string | null, etag: string): boolean =>
  asked !== null && (asked.trim() === '*' || asked.split(',').some(one => one.trim().replace(/^W\//, '') === etag))

function refuse(forge: Forge, request: Request, failure: unknown, id: string, operation?: string): Response {
  const status = statusOf(failure)
  if (status >= 500) forge.log.error({ id, operation, err: failure }, 'request failed')
  else forge.log.debug({ id, operation, status, refused: (failure as Error).message })
  const headers = {
    ...ALWAYS,
    ...cors(request),
    'content-type': JSON_TYPE,
    'x-request-id': id,
    ...errorHeaders(failure),
    ...FRESH,
  }
  return new Response(request.method === 'HEAD' ? null : JSON.stringify(errorBody(failure, id)), { status, headers })
}

/** The same address with the new names in it; methods that write keep theirs. */
function moved(
  { path }: Operation,
  { site, url }: Found,
  params: Record<string, string>,
  { to }: Moved,
  request: Request,
): Response {
  const location = addressOf(site, path, { ...params, ...to }) + url.search
  const status = request.method === 'GET' || request.method === 'HEAD' ? 301 : 308
  return new Response(null, { status, headers: { ...ALWAYS, ...cors(request), location } })
}

function unknownRoute(app: Hono<Placed>, path: string): Error {
  const allowed = METHODS.filter(method => app.router.match(method, path)[0].length > 0)
  if (allowed.length > 0) return new WrongMethod([...allowed, ...(allowed[0] === 'GET' ? ['HEAD'] : []), 'OPTIONS'])
  return new NotFound('Resource not found', {
    detail:
      "There is no API hosted at this URL.\n\nFor information about our API's, please refer to the documentation at: /docs",
  })
}

/** No address of ours holds a NUL, and percent signs must stand for UTF-8. */
function isWritten(request: Request): boolean {
  if (!request.url.includes('%')) return true
  try {
    return !decodeURIComponent(new URL(request.url).pathname).includes('\0') && !/%00/.test(request.url)
  } catch {
    return false
  }
}

const malformed = () => new Invalid('Bad request', { detail: 'The address holds bytes that are not text.' })
