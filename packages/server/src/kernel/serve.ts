import { randomUUID } from 'node:crypto'
import { Invalid, NotFound } from '@pail/failures'
import { type Context, Hono } from 'hono'
import { authenticateApp, isJwt } from '../auth/apps.ts'
import { authenticate } from '../auth/authenticate.ts'
import type { Actor } from './actor.ts'
import { Sent } from './answer.ts'
import { noteBody } from './body-pieces.ts'
import { type Beside, callerAddress, noteAddress } from './caller-address.ts'
import { Moved, WrongMethod } from './failure.ts'
import type { Forge } from './forge.ts'
import { addressOf } from './links.ts'
import type { Operation } from './operation.ts'
import type { PublicPage } from './page.ts'
import { presented } from './presented.ts'
import { groupOf } from './rate/groups.ts'
import { identityOf } from './rate/identity.ts'
import { type Standing, spend } from './rate/spend.ts'
import { preflight, type Recipient, redirect, refuse, send, sendBytes } from './send.ts'
import { type Found, findSite } from './site.ts'
import { walk } from './walk.ts'

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']

/** The one place that names the router: every operation and page behind one `Request → Response`. */
export function serve(
  forge: Forge,
  operations: readonly Operation[],
  pages: readonly PublicPage[],
): (request: Request, beside?: Beside) => Response | Promise<Response> {
  const app = new Hono<Placed>({ getPath: (_, { env } = {}) => bare(env!.path) })
  for (const page of pages)
    app.on(page.method ?? 'GET', bare(page.path), c =>
      page.answer(c.req.raw, c.req.param() as Record<string, string>, forge),
    )
  for (const operation of operations) mount(app, forge, operation)
  app.options('*', preflight)
  app.notFound(c => refuse(forge, unknown(c.req.raw), unknownRoute(app, c.req.path)))
  app.onError((error, c) => refuse(forge, unknown(c.req.raw), error))
  return (request, beside) => {
    noteAddress(request, beside, forge.config.proxies)
    noteBody(request, beside?.incoming)
    return isWritten(request)
      ? app.fetch(request, findSite(forge.config, request))
      : refuse(forge, unknown(request), malformed())
  }
}

/** Whoever asked for nothing that is there. */
const unknown = (request: Request): Recipient => ({
  request,
  id: randomUUID(),
  actor: undefined,
  operation: undefined,
})

/** The router carries along where a request was meant to go. */
type Placed = { Bindings: Found }

function mount(app: Hono<Placed>, forge: Forge, operation: Operation): void {
  const methods = operation.method === 'PUT' ? ['PUT', 'PATCH'] : [operation.method]
  for (const path of spellings(operation)) app.on(methods, path, c => answer(forge, operation, c))
}

/** In the router's own form, in every way in which the path may be written. */
function spellings({ path, reach }: Operation): string[] {
  const route = bare(path.replaceAll(/\{(\w+)\}/g, ':$1')).replace(/^\/:workspace\b/, `$&${NO_DOT}`)
  const routes = reach === 'segment' ? [route] : [`${route}{.+}`]
  if (reach === 'any rest') routes.push(route.slice(0, route.lastIndexOf('/')))
  return routes.flatMap(configs)
}

/** A workspace has no dot in its name, so that an address of the API is never taken for one of the web. */
const NO_DOT = '{[^/.]+}'

/** Quirk: upstream writes `pipelines_config` in one path and `pipelines-config` in the next; both are taken everywhere. */
const configs = (route: string): string[] => [
  ...new Set(['s_config', 's-config'].map(config => route.replaceAll(/s[-_]config(?=\/|$)/g, config))),
]

/** A slash at the end says nothing. */
const bare = (path: string): string => path.replace(/(?<=.)\/$/, '')

async function answer(forge: Forge, operation: Operation, c: Context<Placed>): Promise<Response> {
  let request = c.req.raw
  const id = randomUUID()
  let found = c.env
  const params = paramsOf(operation, c.req.param() as Record<string, string>)
  let actor: Actor
  let standing: Standing | undefined
  try {
    const { authorization, url, ...rest } = await presented(request, found.url)
    request = rest.request
    found = { ...found, url }
    const takes = isWeb(operation) ? 'any username' : 'own username'
    const confirm = () =>
      isJwt(authorization)
        ? authenticateApp(forge, authorization, c.req.raw)
        : authenticate(forge.database.reader, authorization, takes)
    const address = callerAddress(c.req.raw)
    actor = await confirm().catch(failure => unlessTooMany(forge, address, failure))
    standing = await spend(forge, actor ? groupOf(operation) : 'anonymous', identityOf(actor, address))
    const said = await walk(forge, { operation, request, url, params, actor, site: found.site, address, confirm })
    forge.log.debug({ id, operation: operation.id, status: said.status, actor: actor?.uuid })
    const to = { request, id, actor, operation, standing }
    return said instanceof Sent ? sendBytes(to, said) : send(to, said)
  } catch (failure) {
    if (failure instanceof Moved) return moved(operation, found, params, failure, request)
    return refuse(forge, { request, id, actor, operation, standing }, failure)
  }
}

/** Who guesses at credentials is counted as nobody in particular. */
async function unlessTooMany(forge: Forge, address: string, failure: unknown): Promise<never> {
  await spend(forge, 'anonymous', identityOf(undefined, address))
  throw failure
}

/** What took nothing of the path is there as nothing. */
function paramsOf({ path, reach }: Operation, found: Record<string, string>): Record<string, string> {
  const last = reach === 'any rest' ? path.slice(path.lastIndexOf('{') + 1, -1) : undefined
  return last === undefined ? found : { [last]: '', ...found }
}

/** Archives and raw files are asked for by tools that were told their credentials for Git. */
const isWeb = ({ path }: Operation): boolean => path.startsWith('/{workspace}')

/** The same address with the new names in it; methods that write keep theirs. */
function moved(
  operation: Operation,
  { site, url }: Found,
  params: Record<string, string>,
  { to }: Moved,
  request: Request,
): Response {
  const location = addressOf(site, operation, { ...params, ...to }) + url.search
  const status = request.method === 'GET' || request.method === 'HEAD' ? 301 : 308
  return redirect(request, status, location)
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
