import { type CodeTerm, fold, literalsOf } from '../language/index.ts'
import { allWords, type Expression, trigramsOf, trigramsOfLiterals, wordsWithin } from './ask-index.ts'
import type { Bits } from './bits.ts'
import type { TextIndex } from './evaluate.ts'
import { type Postings, WRITTEN } from './postings.ts'
import type { Snapshot } from './snapshot.ts'

/** What the words and trigrams in FTS5 say of texts. */
export class FtsTexts implements TextIndex {
  private readonly snapshot: Snapshot
  private readonly postings: Postings

  constructor(snapshot: Snapshot, postings: Postings) {
    this.snapshot = snapshot
    this.postings = postings
  }

  having(term: CodeTerm) {
    const files = this.find(term)
    return files && { files, isExact: isDecidedByWords(term) }
  }

  marked(word: string, mark: 'defined' | 'some' | 'many'): Bits {
    return this.withWords([word], `{${mark}}`) ?? this.snapshot.none()
  }

  private find(term: CodeTerm): Bits | undefined {
    switch (term.kind) {
      case 'word':
        return this.withWords([term.word])
      case 'phrase':
        return this.withWords(term.words)
      case 'symbol':
        return isDecidedByWords(term)
          ? this.withWords([fold(term.name)], '{defined}')
          : this.withWords(wordsWithin(term.name))
      case 'substring':
        return this.withTrigrams(trigramsOf(term.text))
      case 'regex':
        return this.withTrigrams(trigramsOfLiterals(literalsOf(term.source)))
    }
  }

  /** The files whose text has all of the words, or has them in some columns. */
  private withWords(words: readonly string[], columns = WRITTEN): Bits | undefined {
    const expression = allWords(words)
    return expression === undefined ? undefined : this.in('content_words', `${columns} : (${expression})`)
  }

  private withTrigrams(expression: Expression): Bits | undefined {
    return expression === undefined ? undefined : this.in('content_trigrams', expression)
  }

  private in(table: 'content_words' | 'content_trigrams', expression: string): Bits {
    return this.snapshot.ofContents(visit => this.postings.each(table, expression, visit))
  }
}

/** Whether the words of a content alone say if it has this. */
export function isDecidedByWords(term: CodeTerm): boolean {
  if (term.kind === 'word') return true
  return term.kind === 'symbol' && wordsWithin(term.name)[0] === fold(term.name)
}
