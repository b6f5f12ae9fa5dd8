import type { Page, PageRequest } from '@pail/db'
import { type RepoPath, repoPath } from '@pail/git'
import { type Static, Type } from 'typebox'
import { Lasting } from '../../kernel/answer.ts'
import type { Forge } from '../../kernel/forge.ts'
import type { Repository } from '../repositories/repository.ts'
import { type Commit, weightOf } from './commit.ts'
import { findAll } from './revision.ts'
import { whileRefsStand } from './while-refs-stand.ts'

const names = Type.Array(Type.String(), { maxItems: 10_000 })

/** Which commits to list, as an address says it. */
export const logQuery = Type.Object({
  include: Type.Optional(names),
  exclude: Type.Optional(names),
  path: Type.Optional(Type.String()),
})

/** The same in a body, where one name needs no list around it. */
export const logInput = Type.Object({
  include: Type.Optional(Type.Union([names, Type.String()])),
  exclude: Type.Optional(Type.Union([names, Type.String()])),
  path: Type.Optional(Type.String()),
})

interface Asked {
  forge: Forge
  on: Repository
  page: PageRequest
  signal: AbortSignal
  query: Static<typeof logQuery>
}

interface Further {
  revision?: string
  body?: Static<typeof logInput>
}

/** Commits that are in what is included and not in what is excluded, newest first; without either, all there are. */
export async function log(
  { forge, on, page, signal, query }: Asked,
  { revision, body }: Further = {},
): Promise<Lasting<Page<Commit>>> {
  const path = body?.path ?? query.path ?? ''
  const question = {
    include: listed(revision, query.include, body?.include),
    exclude: listed(query.exclude, body?.exclude),
    ...(path !== '' && { path: repoPath(path.replaceAll(/^\/+|\/+$/g, '')) }),
    limit: page.pagelen,
    after: page.token,
  }
  const found = await whileRefsStand(forge, on, {
    key: JSON.stringify(question),
    ask: () => ask(forge, on, question, signal),
    weigh: ({ values }) => values.reduce((sum, one) => sum + weightOf(one), 0),
  })
  const { values, next } = found
  const commits = values.map(object => ({ repository: on, object }))
  return new Lasting({ values: commits, pagelen: page.pagelen, ...(next !== undefined && { next }) }, found)
}

interface Question {
  include: string[]
  exclude: string[]
  path?: RepoPath
  limit: number
  after: string | undefined
}

async function ask(forge: Forge, on: Repository, question: Question, signal: AbortSignal) {
  const { include, exclude } = question
  const found = await findAll(forge, on, [...include, ...exclude], signal)
  const ids = found.map(({ oid }) => oid)
  const ends = { include: ids.slice(0, include.length), exclude: ids.slice(include.length) }
  return forge.git.log(on.uuid, { ...question, ...ends, signal })
}

/** Without the blanks that forms leave, and each once. */
const listed = (...given: (string | string[] | undefined)[]): string[] =>
  [...new Set(given.flat().filter(name => name !== undefined && name !== ''))] as string[]
