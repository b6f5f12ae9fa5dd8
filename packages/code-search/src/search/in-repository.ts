import type { CodeQuery } from '../language/index.ts'

const ALWAYS: CodeQuery = { kind: 'and', parts: [] }
const NEVER: CodeQuery = { kind: 'or', parts: [] }

/** What is left of a query for the files of one repository. */
export function inRepository(query: CodeQuery, repository: string): CodeQuery {
  switch (query.kind) {
    case 'repositories':
      return query.ids.includes(repository) ? ALWAYS : NEVER
    case 'not':
      return { kind: 'not', part: inRepository(query.part, repository) }
    case 'and':
    case 'or':
      return { kind: query.kind, parts: query.parts.map(part => inRepository(part, repository)) }
    default:
      return query
  }
}

export function namesRepositories(query: CodeQuery): boolean {
  if (query.kind === 'not') return namesRepositories(query.part)
  if (query.kind === 'and' || query.kind === 'or') return query.parts.some(namesRepositories)
  return query.kind === 'repositories'
}
