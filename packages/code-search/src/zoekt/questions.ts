import { type CodeQuery, type CodeTerm, fold, literalsOf, termsIn } from '../language/index.ts'
import { wordsWithin } from '../sqlite/ask-index.ts'
import { isDecidedByWords } from '../sqlite/fts-texts.ts'
import { askTexts } from './language.ts'

/** What has to be asked of Zoekt to answer a query. */
export interface Questions {
  /** Words of which the dictionaries are asked. */
  words: Set<string>
  /** Questions in Zoekt's language for texts. */
  texts: Set<string>
}

export function questionsOf(query: CodeQuery): Questions {
  const questions: Questions = { words: new Set(), texts: new Set() }
  for (const { term } of termsIn(query)) {
    for (const word of wordsFor(term)) questions.words.add(word)
    const question = textQuestion(term)
    if (question !== undefined) questions.texts.add(question)
  }
  return questions
}

/** The words that every text with the term has. */
export function wordsFor(term: CodeTerm): readonly string[] {
  switch (term.kind) {
    case 'word':
      return [term.word]
    case 'phrase':
      return term.words
    case 'symbol':
      return isDecidedByWords(term) ? [fold(term.name)] : wordsWithin(term.name)
    default:
      return []
  }
}

/** The question that every text with the term answers, in Zoekt's language, if there is one. */
export function textQuestion(term: CodeTerm): string | undefined {
  if (term.kind === 'substring') return askTexts({ kind: 'literal', text: fold(term.text) })
  return term.kind === 'regex' ? askTexts(literalsOf(term.source)) : undefined
}
