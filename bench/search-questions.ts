import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type CodeQuery, type How, parseCodeQuery } from '@pail/code-search'
import type { Corpus } from './search-corpus.ts'

/** A question as people ask it, and the arguments with which `git grep` finds the same lines. */
export interface Question {
  kind: string
  text: string
  query: CodeQuery
  how: How
  grep: readonly string[]
}

type Random = (below: number) => number

/** Questions about words that are in the corpus, in the mix that people ask them; the same ones for the same corpus. */
export function questionsAbout(corpus: Corpus, count: number): Question[] {
  const random = chance(7)
  const words = () => wordsOf(corpus, random)
  const makers = Object.entries(MIX).flatMap(([kind, share]) => Array.from({ length: share }, () => kind as Kind))
  return Array.from({ length: count }, (_, at) => make(makers[at % makers.length]!, words, random))
}

// Of twenty questions.
const MIX = { rare: 5, common: 3, two: 3, phrase: 3, modified: 3, substring: 2, regex: 1 }
type Kind = keyof typeof MIX
const COMMON = ['return', 'import', 'error', 'context', 'string', 'parse', 'test', 'config', 'name', 'type']

function make(kind: Kind, words: () => string[], random: Random): Question {
  const near = words()
  const one = near[random(near.length)]!
  const at = random(near.length - 1)
  const [left, right] = [near[at]!, near[at + 1]!]
  const whole = ['-w', '-i', '-F', '-l']
  switch (kind) {
    case 'rare':
      return question(kind, one, {}, [...whole, '-e', one])
    case 'common': {
      const common = COMMON[random(COMMON.length)]!
      return question(kind, common, {}, [...whole, '-e', common])
    }
    case 'two':
      return question(kind, `${left} ${right}`, {}, [...whole, '--all-match', '-e', left, '-e', right])
    case 'phrase':
      return question(kind, `"${left} ${right}"`, {}, ['-i', '-E', '-l', '-e', `\\b${left}\\W+${right}\\b`])
    case 'modified': {
      const [modifier, glob] = (
        [
          ['lang:go', '*.go'],
          ['ext:py', '*.py'],
          ['lang:typescript', '*.ts'],
        ] as const
      )[random(3)]!
      return question(kind, `${one} ${modifier}`, {}, [...whole, '-e', one, '--', glob])
    }
    case 'substring': {
      const piece = one.slice(1, 7)
      return question(kind, piece, { match: 'substring' }, ['-i', '-F', '-l', '-e', piece])
    }
    case 'regex': {
      const expression = `${one.slice(0, 6)}[a-z]*\\(`
      return question(kind, expression, { match: 'regex' }, ['-i', '-E', '-l', '-e', expression])
    }
  }
}

const question = (kind: string, text: string, how: How, grep: readonly string[]): Question => ({
  kind,
  text,
  how,
  grep: ['grep', '-I', ...grep],
  query: parseCodeQuery(text, how).query,
})

/** Some words of a file that follow one another. */
function wordsOf({ folder, files }: Corpus, random: Random): string[] {
  for (;;) {
    const text = readFileSync(join(folder, files[random(files.length)]!.path), 'utf8')
    const words = text.match(/\b[a-zA-Z][a-zA-Z_]{5,20}\b/g) ?? []
    const from = random(Math.max(1, words.length - 8))
    const taken = words.slice(from, from + 8).filter(word => !/^(and|or|not)$/i.test(word))
    if (taken.length >= 4) return taken
  }
}

function chance(seed: number): Random {
  let state = seed
  return below => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}
