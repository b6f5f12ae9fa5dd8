import { definitionsOf, fold, wordsInOrder } from '../language/index.ts'
import { MANY, SOME } from '../search/standing.ts'

/** How a text has a word, as bits of a number. */
export const HAS = { written: 1, some: 2, many: 4, defined: 8 } as const

/** Numbers below 16 as they are written down. */
const LETTERS = 'ABCDEFGHIJKLMNOP'
const GAP = '\t'

/** The folded words of a text, each with a letter that says how the text has it. */
export type Marks = Iterable<readonly [word: string, letter: string]>

/** The words of a text and the names that it defines, one a line. */
export function writeMarks(text: string, language: string | undefined): string {
  const bits = new Map<string, number>()
  for (const [word, count] of counted(wordsInOrder(text))) bits.set(word, bitsOf(count))
  for (const { name } of definitionsOf(text, language)) {
    const folded = fold(name)
    if (isWord(folded)) bits.set(folded, (bits.get(folded) ?? 0) | HAS.defined)
  }
  return Array.from(bits, ([word, bits]) => `${word.toWellFormed()}${GAP}${LETTERS[bits]}`).join('\n')
}

/** What `writeMarks` has written. */
export function* readMarks(lines: string): Marks {
  for (let at = 0; at < lines.length; ) {
    const gap = lines.indexOf(GAP, at)
    yield [lines.slice(at, gap), lines[gap + 1]!]
    at = gap + GAP.length + 2
  }
}

/** Whether this is one word, such as a dictionary has. */
export const isWord = (folded: string): boolean => wordsInOrder(folded)[0] === folded

function counted(words: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1)
  return counts
}

const bitsOf = (count: number): number => HAS.written | (count >= MANY ? HAS.many : count >= SOME ? HAS.some : 0)
