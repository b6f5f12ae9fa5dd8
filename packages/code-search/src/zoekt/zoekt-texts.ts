import { type CodeTerm, fold } from '../language/index.ts'
import type { Bits } from '../sqlite/bits.ts'
import type { TextIndex } from '../sqlite/evaluate.ts'
import { isDecidedByWords } from '../sqlite/fts-texts.ts'
import type { Snapshot } from '../sqlite/snapshot.ts'
import { eachContent } from './dictionary.ts'
import { isPlain } from './document.ts'
import { HAS } from './marks.ts'
import { textQuestion, wordsFor } from './questions.ts'

/** What Zoekt has answered. */
export interface Answers {
  /** Lines of dictionaries, by their word. */
  words: ReadonlyMap<string, readonly string[]>
  /** The contents that satisfy a question. */
  texts: ReadonlyMap<string, readonly number[]>
}

/** What the answers of Zoekt say of texts. */
export class ZoektTexts implements TextIndex {
  private readonly snapshot: Snapshot
  private readonly answers: Answers

  constructor(snapshot: Snapshot, answers: Answers) {
    this.snapshot = snapshot
    this.answers = answers
  }

  having(term: CodeTerm) {
    switch (term.kind) {
      case 'word':
        return { files: this.with(term.word, HAS.written), isExact: true }
      case 'phrase':
        return this.withAll(term)
      case 'symbol':
        if (!isDecidedByWords(term)) return this.withAll(term)
        return { files: this.with(fold(term.name), HAS.defined), isExact: true }
      default:
        return this.withText(term)
    }
  }

  marked(word: string, mark: 'defined' | 'some' | 'many'): Bits {
    return this.with(word, HAS[mark])
  }

  private withAll(term: CodeTerm) {
    const [first, ...others] = wordsFor(term).map(word => this.with(word, HAS.written))
    return first && { files: others.reduce((files, other) => files.and(other), first), isExact: false }
  }

  private withText(term: CodeTerm) {
    const question = textQuestion(term)
    if (question === undefined) return undefined
    const contents = this.answers.texts.get(question) ?? []
    const files = this.snapshot.ofContents(visit => contents.forEach(visit))
    return { files, isExact: term.kind === 'substring' && isPlain(fold(term.text)) }
  }

  private with(word: string, bit: number): Bits {
    return this.snapshot.ofContents(visit => {
      for (const line of this.answers.words.get(word) ?? [])
        eachContent(line, (content, bits) => {
          if (bits & bit) visit(content)
        })
    })
  }
}
