import { type Engine, parseCodeQuery, type SearchAnswer } from '@pail/code-search'
import type { PageRequest } from '@pail/db'
import type { Actor } from '../../../kernel/actor.ts'
import { Answer } from '../../../kernel/answer.ts'
import type { Forge } from '../../../kernel/forge.ts'
import { envelope, type Paging } from '../../../kernel/paging.ts'
import { engineOf } from './engine-of.ts'
import { narrowed } from './narrow.ts'
import type { CodeSearchQuery } from './query.ts'
import { type Result, resultsOf } from './results.ts'
import { type Readable, readableIn } from './scope.ts'
import type { Within } from './target.ts'
import { textsOf } from './texts.ts'

/** A page of results with what stands around them. */
export interface ResultPage {
  size: number
  page: number
  pagelen: number
  isSubstituted: boolean
  next: string | undefined
  previous: string | undefined
  values: Result[]
}

/** What a search is asked with. */
export interface Search {
  forge: Forge
  actor: Actor
  on: Within
  query: CodeSearchQuery
  page: PageRequest
  url: URL
  signal: AbortSignal
}

export const PAGING: Paging = { pagelen: 10, max: 100, style: 'list' }
/** Behind so many files nobody looks; engines need not count farther. */
const FARTHEST = 1_000_000
const NOTHING: SearchAnswer = { total: 0, isWhole: true, hits: [] }

/** Finds the files of what the caller may read; the answer says when it may not be all of them. */
export async function searchCode(search: Search): Promise<Answer<ResultPage>> {
  const { forge, actor, on, query, page, url } = search
  const engine = engineOf(forge)
  const { query: asked, isSubstituted } = parseCodeQuery(query.search_query, howOf(query))
  const db = forge.database.reader
  const readable = on.workspace ? await readableIn(db, actor, on.workspace, query.forks) : []
  const answer =
    readable.length === 0
      ? NOTHING
      : await ask(engine, search, { readable, asked: narrowed(asked, on.workspace!.slug, readable) })
  const around = envelope({ ...page, size: answer.total, values: [] }, page, url, PAGING) as Partial<ResultPage>
  const { next, previous } = around
  const values = await resultsOf(forge, answer)
  const { page: number, pagelen } = page
  const found = { size: answer.total, page: number, pagelen, isSubstituted, next, previous, values }
  return new Answer(found, { headers: incomplete(answer, readable) })
}

const howOf = ({ match, case_sensitive }: CodeSearchQuery) => ({
  ...(match && { match }),
  caseSensitive: case_sensitive ?? false,
})

interface Narrowed {
  readable: readonly Readable[]
  asked: ReturnType<typeof narrowed>
}

const ask = (engine: Engine, { forge, query, page, signal }: Search, { readable, asked }: Narrowed) =>
  engine.search({
    query: asked,
    how: howOf(query),
    repositories: readable.map(({ uuid }) => uuid),
    ...(query.branch !== undefined && { branch: query.branch }),
    first: Math.min((page.page - 1) * page.pagelen, FARTHEST),
    limit: page.pagelen,
    texts: textsOf(forge.git),
    signal,
  })

function incomplete({ isWhole }: SearchAnswer, readable: readonly Readable[]): Record<string, string> {
  const reasons = [...(isWhole ? [] : ['time']), ...(readable.some(one => one.isBuilding) ? ['index'] : [])]
  return reasons.length > 0 ? { 'x-pail-search-incomplete': reasons.join(', ') } : {}
}
