import type { Page } from '@pail/db'
import { Gone, Unauthenticated } from '@pail/failures'
import { parseFields } from '@pail/partial-fields'
import { INVALID } from '../auth/tokens.ts'
import type { Db } from '../db/tables/index.ts'
import { type Actor, isPerson, type Known } from './actor.ts'
import { Answer, Instead, Lasting, Sent } from './answer.ts'
import { handleAudited } from './audit.ts'
import { LacksScope } from './failure.ts'
import { readFilter } from './filter.ts'
import type { Forge } from './forge.ts'
import type { Site } from './links.ts'
import type { Operation } from './operation.ts'
import { askedByGet, envelope, pageRequest } from './paging.ts'
import { present, settle, showing } from './present.ts'
import { readQuery, readSlowly } from './question.ts'
import { documentOf, pairOf } from './remember.ts'
import { suffices } from './scopes.ts'
import type { Shape } from './view.ts'

/** One request that found its operation. */
export interface Asked {
  operation: Operation
  request: Request
  /** As the caller wrote it, for the links of a page. */
  url: URL
  params: Record<string, string>
  actor: Actor
  site: Site
  /** Where the request came from; empty where nobody can tell. */
  address: string
  /** Asks again who is calling; refuses when the credential is not good any more. */
  confirm(): Promise<Actor>
}

/** What goes out: a status, headers, and a document unless there is none. */
export interface Said {
  status: number
  headers: Readonly<Record<string, string>>
  document: object | undefined
}

const NONE = new URLSearchParams()

/** From an authenticated caller to a document: scope, parameters, body, target, transaction, handler, view. */
export async function walk(forge: Forge, asked: Asked): Promise<Said | Sent> {
  const { operation, actor, url, request } = asked
  if (operation.removed && forge.config.upstreamRemovals) throw removed(operation.removed)
  allow(operation, actor)
  const parameters = url.search === '' ? NONE : url.searchParams
  const query = operation.query && readQuery(parameters, operation.query)
  const page = pageRequest(parameters, operation.paging)
  const filter = readFilter(parameters, operation.filter)
  const mask = parseFields(
    parameters.get('fields'),
    operation.shows?.paged || operation.shows?.bare ? 'listed' : 'full',
  )
  const body = operation.body && (await readSlowly(asked, operation.body))
  const here = operation.shows?.paged && body ? askedByGet(url, body) : url
  const usual = { forge, shape: operation.shows, mask, page, here }
  const work = async (db: Db): Promise<Said | Sent> => {
    const on = await operation.target.load({ db, actor, params: asked.params })
    const call = {
      db,
      forge,
      site: asked.site,
      actor,
      user: actor as Known,
      on,
      params: asked.params,
      query,
      body,
      page,
      filter,
      url,
      request,
      signal: request.signal,
      confirm: asked.confirm,
    }
    const result = operation.audits ? await handleAudited(asked, call) : await operation.handle(call)
    if (result instanceof Sent) return result
    if (result instanceof Instead) {
      const manner = { ...usual, shape: single(result.view), mask: parseFields(parameters.get('fields'), 'full') }
      return { status: 200, headers: {}, document: await shown(db, asked, result.value, manner) }
    }
    const answer = result instanceof Answer ? result : new Answer(result)
    return {
      status: answer.status ?? operation.status[0]!,
      headers: answer.headers,
      document: await documentFor(asked, on, answer, () => shown(db, asked, answer.value, usual)),
    }
  }
  return operation.atomic ? forge.database.transact(work) : work(forge.database.reader)
}

/** Needing an account comes before anything is looked up, so that a refusal tells nothing about what exists. */
function allow({ target, safe, needs }: Operation, actor: Actor): void {
  if (actor) {
    if (target.isPersonal && !isPerson(actor)) throw new Unauthenticated(INVALID)
    const { scopes, granted } = actor.credential
    if (!suffices(granted, needs)) throw new LacksScope(scopes, granted, needs)
  } else if ((target.grade !== 'open' && target.grade !== 'read') || !safe)
    throw new Unauthenticated('Authentication is required for this resource.')
}

const removed = (change: string) => {
  const announcement = { announcement_url: `https://developer.atlassian.com/cloud/bitbucket/changelog#${change}` }
  const detail = 'Please read the changelog entry for more details.'
  return new Gone(`${change} - Functionality has been deprecated`, { detail, data: announcement })
}

/** What is shown just as it was loaded, or lasts, may have been shown before. */
function documentFor(
  { operation, actor, site, url }: Asked,
  on: unknown,
  answer: Answer<unknown>,
  make: () => Promise<object | undefined>,
) {
  if (operation.method !== 'GET' || on === null || typeof on !== 'object') return make()
  const form = `${operation.id} ${actor?.uuid} ${site.api} ${url.search}`
  if (answer instanceof Lasting)
    return documentOf(pairOf(on, answer.source), `${form} ${url.pathname}`, make, MOST_PAGES)
  return answer.value === on ? documentOf(on, form, make) : make()
}

/** Pages are long: of each only so many forms are kept. */
const MOST_PAGES = 4

/** As what a value is shown. */
interface Manner {
  forge: Forge
  shape: Operation['shows']
  mask: ReturnType<typeof parseFields>
  page: ReturnType<typeof pageRequest>
  here: URL
}

const single = (shape: Shape<never>) => ({ ...shape, paged: false, bare: false })

async function shown(db: Db, { operation, actor, site }: Asked, value: unknown, manner: Manner) {
  const { forge, shape, mask, page, here } = manner
  if (!shape || value === undefined) return undefined
  const to = showing(db, { forge, actor, site })
  const document = shape.paged
    ? pageOf(value as Page<never>)
    : shape.bare
      ? (value as never[]).map(one => present(shape, one, to, mask))
      : present(shape, value as never, to, mask)
  await settle(to)
  return document

  function pageOf(found: Page<never>): Record<string, unknown> {
    const values = found.values.map(one => present(shape!, one, to, mask.under('values', 'listed')))
    const around = Object.entries(envelope(found, page, here, operation.paging))
    const kept = around.filter(([name]) => mask.wants(name, 'condensed'))
    return { ...(mask.wants('values', 'condensed') && { values }), ...Object.fromEntries(kept) }
  }
}
