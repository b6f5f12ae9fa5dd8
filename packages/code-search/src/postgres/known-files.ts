import { type CodeQuery, type CodeTerm, fold, languagesUnder } from '../language/index.ts'
import { conjunction, disjunction, type Files, negation } from './sets.ts'
import { filesWith, type Known, type TermContext } from './terms.ts'

/** The files that satisfy a query for sure, and those that may. */
export function knownFiles(query: CodeQuery, context: TermContext): Known {
  switch (query.kind) {
    case 'not': {
      const { sure, maybe } = knownFiles(query.part, context)
      return { sure: negation(maybe), maybe: negation(sure) }
    }
    case 'and':
    case 'or':
      return combined(query, context)
    case 'path':
    case 'ext':
    case 'lang':
    case 'repositories':
    case 'repo':
    case 'project': {
      const files = { row: rowOf(query, context) }
      return { sure: files, maybe: files }
    }
    default:
      return filesWith(query, context)
  }
}

function combined(query: Extract<CodeQuery, { parts: unknown }>, context: TermContext): Known {
  const combine = query.kind === 'and' ? conjunction : disjunction
  const parts = query.parts.map(part => knownFiles(part, context))
  const maybe = combine(
    parts.map(part => part.maybe),
    context.statement,
  )
  if (parts.every(part => part.sure === part.maybe)) return { sure: maybe, maybe }
  const sure: Files = combine(
    parts.map(part => part.sure),
    context.statement,
  )
  return { sure, maybe }
}

type OfFile = Exclude<CodeQuery, CodeTerm | { kind: 'and' | 'or' | 'not' }>

function rowOf(query: OfFile, { statement, how }: TermContext): string {
  switch (query.kind) {
    case 'path': {
      const whole = `('/' || ${how.caseSensitive ? 'f.path' : 'f.folded_path'} || '/')`
      const asked = (how.caseSensitive ? query.value : fold(query.value)).replace(/\/$/, '')
      return query.value.startsWith('/')
        ? `starts_with(${whole}, ${statement.value(`${asked}/`)})`
        : `strpos(${whole}, ${statement.value(`/${asked}/`)}) > 0`
    }
    case 'ext':
      return `right(f.folded_path, ${query.value.length + 1}) = ${statement.value(`.${query.value}`)}`
    case 'lang':
      return `f.language = any(${statement.value(languagesUnder(query.value))}::text[])`
    case 'repositories':
      return `f.branch_id in (select id from pail_search.branches where repository = any(${statement.value(query.ids)}::text[]))`
    default:
      throw new Error(`The server puts ids in the place of ${query.kind}:`)
  }
}
