import type { Page, PageRequest } from '@pail/db'
import type { Fields } from '@pail/query-language'
import type { Static, TObject, TSchema } from 'typebox'
import type { Db } from '../db/tables/index.ts'
import type { Actor, Known } from './actor.ts'
import type { Answer, Instead, Sent } from './answer.ts'
import type { Filter } from './filter.ts'
import type { Forge } from './forge.ts'
import type { Site } from './links.ts'
import { DEFAULT_PAGING, type Paging } from './paging.ts'
import type { Batch } from './present.ts'
import { administers, type Needs, needs } from './scopes.ts'
import type { Target } from './target.ts'
import type { ArrayOf, ListOf, Shape, View } from './view.ts'

type ParamsOf<Route extends string> = Route extends `${string}{${infer Name}}${infer Rest}`
  ? { [K in Plain<Name>]: string } & ParamsOf<Rest>
  : object
type Plain<Name extends string> = Name extends `${infer Bare}+` | `${infer Bare}*` ? Bare : Name

/** What a handler is given: everything already parsed, allowed and loaded. */
export interface Call<Params, Query, Body, On> {
  /** The transaction of an atomic write, else a connection for reading. */
  db: Db
  forge: Forge
  site: Site
  actor: Actor
  /** The caller, where the operation needs one. */
  user: Known
  on: On
  params: Params
  query: Query
  body: Body
  page: PageRequest
  /** `q=` and `sort=`, checked against the operation's `filter`. */
  filter: Filter
  /** As the caller wrote it, for links of what is not a list. */
  url: URL
  /** For headers that only few care about, and for bodies that the handler reads itself. */
  request: Request
  /** Aborted when the caller is gone: what only it waits for may end. */
  signal: AbortSignal
  /** Asks again who is calling, for handlers that read a body themselves; refuses when the credential is not good any more. */
  confirm(): Promise<Actor>
}

type Shown = View<never> | ListOf<never> | ArrayOf<never> | undefined
type Several<S> = S extends ListOf<infer T> ? Page<T> : S extends ArrayOf<infer T> ? T[] : never
// biome-ignore lint/suspicious/noConfusingVoidType: a handler that shows nothing returns nothing
type Result<S> = S extends View<infer T> ? T : S extends Shape<never> ? Several<S> : void

/** One operation as it is declared. */
export interface Declaration<Route extends string, On, S extends Shown, B extends TSchema, Q extends TObject> {
  /** `group.noun[.owner].verb`; also the name of the client's method. */
  id: string
  /** `METHOD /path`; `{name+}` at the end takes the rest of the path, `{name*}` also nothing. */
  route: Route
  summary: string
  /** All that is needed, both vocabularies in one list; granular scopes end in `:bitbucket`. */
  scope: readonly string[]
  on: Target<On>
  query?: Q
  body?: B
  shows?: S
  /** Views of what is shown instead in some cases, as `instead` says it. */
  also?: readonly View<never>[]
  /** Media types of a body that the handler reads from the request, instead of `body`. */
  reads?: readonly string[]
  /** Media type of the bytes that the handler sends, beside or instead of a document. */
  sends?: string
  /** Success statuses, the usual one first. */
  status?: number | readonly number[]
  paging?: Partial<Paging>
  /** The fields that `q=` and `sort=` know; without it both are ignored, as upstream does. */
  filter?: Fields
  /** Changes nothing though its method could, so that whoever may read may ask. */
  safe?: boolean
  /** Writes run in one transaction unless this is false, as it must be for work that waits for git. */
  atomic?: boolean
  /** Calls are written to the audit log: those that change something with a scope of administration, unless told here. */
  audits?: boolean
  deprecated?: boolean
  /** The real service has taken it away; the setting that imitates it answers 410 with this announcement. */
  removed?: string
  handle(
    call: Call<ParamsOf<Route>, Static<Q>, Static<B>, On>,
  ): Promise<Result<S> | Answer<Result<S> | undefined> | Sent | Instead>
}

/** The same with its types erased, so that a list of hundreds costs the compiler nothing. */
export interface Operation {
  id: string
  method: string
  /** As published: `{name}` for a parameter, whatever it takes. */
  path: string
  /** How much of the path the last parameter takes: one segment, the rest, or the rest that may be nothing. */
  reach: 'segment' | 'rest' | 'any rest'
  summary: string
  needs: Needs
  target: Target<unknown>
  query: TObject | undefined
  body: TSchema | undefined
  reads: readonly string[] | undefined
  shows: (Shape<never> & { paged: boolean; bare?: boolean }) | undefined
  also: readonly Shape<never>[]
  sends: string | undefined
  status: readonly number[]
  paging: Paging
  filter: Fields | undefined
  /** Changes nothing. */
  safe: boolean
  atomic: boolean
  audits: boolean
  deprecated: boolean
  removed: string | undefined
  handle(call: Call<Record<string, string>, unknown, unknown, unknown>): Promise<unknown>
}

const USUAL: Record<string, number> = { POST: 201, DELETE: 204 }

/** Declares one operation; everything else about it is derived. */
export function operation<
  const Route extends string,
  On,
  S extends Shown = undefined,
  B extends TSchema = TSchema,
  Q extends TObject = TObject,
>(declared: Declaration<Route, On, S, B, Q>): Operation {
  const [method = '', route = ''] = declared.route.split(' ')
  const status = declared.status ?? USUAL[method] ?? 200
  const safe = declared.safe ?? method === 'GET'
  const needed = needs(declared.scope)
  return {
    id: declared.id,
    method,
    path: route.replace(/[+*]\}$/, '}'),
    reach: route.endsWith('+}') ? 'rest' : route.endsWith('*}') ? 'any rest' : 'segment',
    summary: declared.summary,
    needs: needed,
    target: declared.on,
    query: declared.query,
    body: declared.body,
    reads: declared.reads,
    shows: declared.shows as Operation['shows'],
    also: declared.also ?? [],
    sends: declared.sends,
    status: typeof status === 'number' ? [status] : status,
    paging: { ...DEFAULT_PAGING, ...declared.paging },
    filter: declared.filter,
    safe,
    atomic: declared.atomic ?? !safe,
    audits: declared.audits ?? (!safe && administers(needed)),
    deprecated: declared.deprecated ?? false,
    removed: declared.removed,
    handle: declared.handle as Operation['handle'],
  }
}

export type { Batch }
