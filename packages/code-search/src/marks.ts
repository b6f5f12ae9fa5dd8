import { definitionsOf, fold, wordsInOrder } from './language/index.ts'
import { MANY, SOME } from './search/standing.ts'

/** What is said of a word of a text beside that it is there. No sign can be part of a word. */
export const SIGN = { some: '+', many: '*', defined: '!' } as const

/** Every different word of a text, folded, with the signs that hold for it; and every name that is defined in it. */
export function marksOf(text: string, language: string | undefined): Map<string, string> {
  const counts = new Map<string, number>()
  for (const word of wordsInOrder(text)) counts.set(word, (counts.get(word) ?? 0) + 1)
  const marks = new Map<string, string>()
  for (const [word, count] of counts) marks.set(word, signOf(count))
  for (const { name } of definitionsOf(text, language)) {
    const folded = fold(name)
    const signs = marks.get(folded) ?? ''
    if (!signs.includes(SIGN.defined)) marks.set(folded, signs + SIGN.defined)
  }
  return marks
}

const signOf = (count: number): string => (count >= MANY ? SIGN.some + SIGN.many : count >= SOME ? SIGN.some : '')
