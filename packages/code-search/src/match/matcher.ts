import type { CodeQuery, CodeTerm, How } from '../language/code-query.ts'
import { fold } from '../language/fold.ts'
import { isInLanguage } from '../language/languages.ts'
import { isTerm, termsIn } from '../language/terms.ts'
import { finderOf, type TermFinder } from './find-term.ts'
import type { Found, SearchedFile } from './found.ts'
import { hasExtension, isAtPath } from './in-path.ts'
import { groupsOf } from './lines.ts'
import { type OpenFile, openFile } from './open-file.ts'
import { newPatience } from './patience.ts'
import { segmentsOf } from './segments.ts'
import { unite } from './spans.ts'

/** Judges files by one query. Throws MalformedQuery where a regular expression takes more time than the files are worth. */
export interface Matcher {
  /** Whether a file satisfies the query. */
  holds(file: SearchedFile): boolean
  /** Where a file has what the query looks for, or nothing where it does not satisfy it. */
  findIn(file: SearchedFile): Found | undefined
}

/** The matcher of a query, made once for many files. */
export function matcherOf(query: CodeQuery, how: How = {}): Matcher {
  const patience = newPatience()
  const terms = termsIn(query)
  const finders = new Map(terms.map(({ term }) => [term, finderOf(term, how, patience)]))
  const wanted = terms.filter(({ isWanted }) => isWanted).map(({ term }) => finders.get(term)!)
  const open = (file: SearchedFile) => {
    patience.grant(file.path.length + (file.text?.length ?? 0))
    return openFile(file, how)
  }
  return {
    holds: file => isTrue(query, open(file), { finders, how }),
    findIn(file) {
      const opened = open(file)
      return isTrue(query, opened, { finders, how }) ? foundBy(wanted, opened) : undefined
    },
  }
}

/** Whether one file satisfies a query. */
export const holds = (query: CodeQuery, file: SearchedFile, how?: How): boolean => matcherOf(query, how).holds(file)

/** Where one file has what a query looks for, or nothing where it does not satisfy it. */
export const findIn = (query: CodeQuery, file: SearchedFile, how?: How): Found | undefined =>
  matcherOf(query, how).findIn(file)

interface Judging {
  readonly finders: ReadonlyMap<CodeTerm, TermFinder>
  readonly how: How
}

function isTrue(query: CodeQuery, file: OpenFile, judging: Judging): boolean {
  if (query.kind === 'not') return !isTrue(query.part, file, judging)
  if ('parts' in query) {
    const judge = (part: CodeQuery) => isTrue(part, file, judging)
    return query.kind === 'and' ? cheapFirst(query.parts).every(judge) : cheapFirst(query.parts).some(judge)
  }
  if (!isTerm(query)) return isOfFile(query, file.file, judging.how)
  const finder = judging.finders.get(query)!
  return finder.inPath(file, 1).length > 0 || finder.inText(file, 1).length > 0
}

type Modifier = Extract<CodeQuery, { value: string } | { ids: readonly string[] }>

function isOfFile(query: Modifier, file: SearchedFile, how: How): boolean {
  const compared = (text: string) => (how.caseSensitive ? text : fold(text))
  switch (query.kind) {
    case 'path':
      return isAtPath(compared(file.path), compared(query.value))
    case 'ext':
      return hasExtension(file.path, query.value)
    case 'lang':
      return isInLanguage(file.path, query.value)
    case 'repositories':
      return file.repository !== undefined && query.ids.includes(file.repository)
    default:
      throw new Error(`The server puts ids in the place of ${query.kind}:`)
  }
}

function foundBy(wanted: readonly TermFinder[], file: OpenFile): Found {
  const inPath = unite(wanted.map(finder => finder.inPath(file)))
  const inText = unite(wanted.map(finder => finder.inText(file)))
  return {
    // Quirk: the matches in the path are counted too. The reference counts two where a text has one and its path one.
    count: (inPath.length + inText.length) / 2,
    contentMatches: groupsOf(file.text, inText),
    pathMatches: inPath.length === 0 ? [] : segmentsOf(file.file.path, inPath, Infinity),
  }
}

// The modifiers come first: they cost nothing.
const cheapFirst = (parts: readonly CodeQuery[]) => [...parts].sort((a, b) => Number(isTerm(a)) - Number(isTerm(b)))
