import type { CodeTerm, How } from '../language/code-query.ts'
import { compileExpression } from '../language/expression.ts'
import { fold } from '../language/fold.ts'
import { languageOf } from '../language/languages.ts'
import { runsOf } from '../language/words.ts'
import { definitionsOf } from '../symbols/definitions-of.ts'
import { expressionOf, findExpression } from './find-expression.ts'
import { findText } from './find-text.ts'
import { findWords } from './find-words.ts'
import { MOST_MATCHES } from './limits.ts'
import type { OpenFile } from './open-file.ts'
import type { Patience } from './patience.ts'
import type { Spans } from './spans.ts'

/** Finds the places of one term in the path and in the text of a file, at most so many of each. */
export interface TermFinder {
  inPath(file: OpenFile, most?: number): Spans
  inText(file: OpenFile, most?: number): Spans
}

/** The finder of a term. Expressions share one patience. */
export function finderOf(term: CodeTerm, how: How, patience: Patience): TermFinder {
  switch (term.kind) {
    case 'word':
    case 'phrase':
      return wordFinder(how.caseSensitive ? runsOf(term.text) : runsOf(fold(term.text)))
    case 'substring':
      return textFinder(how.caseSensitive ? term.text : fold(term.text))
    case 'regex':
      return expressionFinder(term.source, how, patience)
    case 'symbol':
      return symbolFinder(term.name, how)
  }
}

const wordFinder = (words: readonly string[]): TermFinder => ({
  inPath: ({ comparedPath }, most) => findWords(comparedPath, words, most),
  inText: ({ comparedText }, most) => findWords(comparedText, words, most),
})

const textFinder = (piece: string): TermFinder => ({
  inPath: ({ comparedPath }, most) => findText(comparedPath, piece, most),
  inText: ({ comparedText }, most) => findText(comparedText, piece, most),
})

function expressionFinder(source: string, how: How, patience: Patience): TermFinder {
  const expression = expressionOf(compileExpression(source, how))
  const folded = (compared: string) => (how.caseSensitive ? fold(compared) : compared)
  return {
    inPath: ({ file, comparedPath }, most) =>
      findExpression({ text: file.path, folded: folded(comparedPath) }, expression, patience, most),
    inText: ({ text, comparedText }, most) =>
      findExpression({ text, folded: folded(comparedText) }, expression, patience, most),
  }
}

// Names are defined in texts only.
function symbolFinder(name: string, how: How): TermFinder {
  const compared = (text: string) => (how.caseSensitive ? text : fold(text))
  const wanted = compared(name)
  return {
    inPath: () => [],
    inText: ({ file, text }, most = MOST_MATCHES) =>
      definitionsOf(text, languageOf(file.path))
        .filter(definition => compared(definition.name) === wanted)
        .slice(0, most)
        .flatMap(({ name, at }) => [at, at + name.length]),
  }
}
