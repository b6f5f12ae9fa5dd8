import { RE2JS, RE2JSException, RE2JSSyntaxException } from 're2js'
import type { How } from './code-query.ts'
import { MalformedQuery } from './malformed-query.ts'

/** How large a compiled expression may be, in steps of its program: what a match costs grows with it. */
export const LARGEST_EXPRESSION = 500
/** Compiles an expression in RE2's syntax, which is matched in a time that grows with the text only. */
export function compileExpression(source: string, how: How): RE2JS {
  try {
    return RE2JS.compile(source, RE2JS.MULTILINE | (how.caseSensitive ? 0 : RE2JS.CASE_INSENSITIVE))
  } catch (error) {
    if (!(error instanceof RE2JSException)) throw error
    throw new MalformedQuery('invalid-expression', 'The regular expression cannot be read', complaint(error))
  }
}

// The message itself quotes flags that nobody wrote.
const complaint = (error: RE2JSException) =>
  error instanceof RE2JSSyntaxException ? error.getDescription() : error.message

/** Throws where an expression cannot be read, is true of every line, or costs too much. */
export function checkExpression(source: string, how: How): void {
  // A count takes so many steps at least, and compiling them all only to see it is dear.
  if (countsIn(source) > LARGEST_EXPRESSION) throw costly('Its counts are too large')
  const expression = compileExpression(source, how)
  if (expression.programSize() > LARGEST_EXPRESSION) throw costly('It is too large')
  if (expression.test('')) throw new MalformedQuery('no-term', 'The regular expression matches an empty text')
}

const countsIn = (source: string) =>
  [...source.matchAll(/\{(\d+)(?:,(\d*))?\}/g)].reduce((sum, [, least, most]) => sum + Number(most || least), 0)

/** The refusal of an expression that takes more time than a text is given. */
export const costly = (detail: string) =>
  new MalformedQuery('costly-expression', 'The regular expression is too costly', detail)
