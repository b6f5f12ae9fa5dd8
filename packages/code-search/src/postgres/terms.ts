import { type CodeTerm, fold, type How, type Literals, literalsOf } from '../language/index.ts'
import { SIGN } from '../marks.ts'
import { type Files, IN_SCOPE } from './sets.ts'
import type { Statement } from './statement.ts'

/** Where the row of a content `c` and the row of a file `f` may have a term. */
interface Places {
  content?: string | undefined
  path?: string | undefined
  /** Whether all of these have it, or those in whose text are no letters beyond ASCII. */
  isSure: boolean | 'in ASCII'
}

/** What is known without reading: which files have it, and which may have it. */
export interface Known {
  sure: Files
  maybe: Files
}

export interface TermContext {
  statement: Statement
  how: How
}

export function filesWith(term: CodeTerm, context: TermContext): Known {
  const { content, path, isSure } = placesOf(term, context)
  // Texts are looked into once, whatever else is asked of them: that is what takes time.
  const contents =
    content && context.statement.named(`select c.id, c.is_ascii from pail_search.contents c where ${content}`)
  const maybe = filesAt(contents && `select id from ${contents}`, path, context.statement)
  if (isSure === true) return { sure: maybe, maybe }
  if (!isSure) return { sure: false, maybe }
  return { sure: filesAt(contents && `select id from ${contents} where is_ascii`, path, context.statement), maybe }
}

function placesOf(term: CodeTerm, { statement, how }: TermContext): Places {
  const isSure = !how.caseSensitive
  switch (term.kind) {
    case 'word':
      return {
        content: withTokens([term.word], statement),
        path: `f.words @> array[${statement.value(wellFormed(term.word))}]`,
        isSure,
      }
    case 'phrase':
      return phraseAt(term.words, { statement, how })
    case 'substring':
      return {
        content: `c.folded like ${statement.value(containing(fold(term.text)))}`,
        path: `f.folded_path like ${statement.value(containing(fold(term.text)))}`,
        isSure: isSure && isPlain(term.text),
      }
    case 'regex':
      return {
        content: withLiterals('c.folded', literalsOf(term.source), statement),
        path: withLiterals('f.folded_path', literalsOf(term.source), statement),
        isSure: false,
      }
    case 'symbol':
      return { content: withTokens([fold(term.name) + SIGN.defined], statement), isSure }
  }
}

/** To PostgreSQL letters beyond ASCII are punctuation, so in a text that has some it finds rather too much. */
function phraseAt(words: readonly string[], { statement, how }: TermContext): Places {
  const [content, path] = [contentWithPhrase(words, statement), pathWithPhrase(words, statement)]
  return { content, path, isSure: how.caseSensitive ? false : 'in ASCII' }
}

function filesAt(contents: string | undefined, path: string | undefined, statement: Statement): Files {
  const inContent = contents === undefined ? [] : [`f.content_id in (${contents})`]
  const selects = [...inContent, ...(path === undefined ? [] : [path])].map(
    condition => `select f.id from pail_search.files f where ${IN_SCOPE} and ${condition}`,
  )
  return selects.length === 0 ? false : { ids: statement.named(selects.join(' union ')) }
}

function contentWithPhrase(words: readonly string[], statement: Statement): string {
  const gap = '[^a-z0-9_]'
  const pattern = `(^|${gap})${words.map(wellFormed).join(`${gap}+`)}(${gap}|$)`
  return `(${withTokens(words, statement)} and c.folded ~ ${statement.value(pattern)})`
}

const withTokens = (tokens: readonly string[], statement: Statement): string =>
  `c.tokens @> array[${[...new Set(tokens)].map(token => statement.value(wellFormed(token))).join(', ')}]`

/** Whether the words stand side by side in a path. */
export const pathWithPhrase = (words: readonly string[], statement: Statement): string =>
  `(f.words @> array[${statement.value(wellFormed(words[0]!))}] and strpos(f.adjacent, ${statement.value(` ${words.join(' ')} `)}) > 0)`

function withLiterals(column: string, literals: Literals, statement: Statement): string {
  if (literals.kind === 'all') return `${column} is not null`
  if (literals.kind === 'literal') return `${column} like ${statement.value(containing(fold(literals.text)))}`
  const parts = literals.parts.map(part => withLiterals(column, part, statement))
  return `(${parts.join(` ${literals.kind} `)})`
}

/** The pattern of texts that contain this one. */
export const containing = (text: string): string => `%${wellFormed(text).replace(/[\\%_]/g, sign => `\\${sign}`)}%`

/** PostgreSQL keeps neither NUL nor half a character, and both stand in texts as this. */
const UNKNOWN = '\ufffd'
export const wellFormed = (text: string): string => text.toWellFormed().replaceAll('\0', UNKNOWN)
const isPlain = (text: string): boolean => wellFormed(text) === text && !text.includes(UNKNOWN)
