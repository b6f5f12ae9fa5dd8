import { definitionsOf, fold, wordsInOrder } from '../language/index.ts'
import { MANY, SOME } from '../search/standing.ts'
import { HAS } from './marks.ts'

/** The folded words of a text and the names that it defines, with the bits of `HAS`. */
export function markedWords(text: string, language: string | undefined): Map<string, number> {
  const marked = new Map<string, number>()
  for (const [word, count] of counted(wordsInOrder(text))) marked.set(word, bitsOf(count))
  for (const { name } of definitionsOf(text, language)) {
    const folded = fold(name)
    // What is not one word is nothing that a dictionary is asked for.
    if (wordsInOrder(folded)[0] === folded) marked.set(folded, (marked.get(folded) ?? 0) | HAS.defined)
  }
  return marked
}

function counted(words: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1)
  return counts
}

const bitsOf = (count: number): number => HAS.written | (count >= MANY ? HAS.many : count >= SOME ? HAS.some : 0)
