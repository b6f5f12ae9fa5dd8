/** How a text has a word, as bits of a number. */
export const HAS = { written: 1, some: 2, many: 4, defined: 8 } as const

/** Numbers below 16 as they are written down. */
const LETTERS = 'ABCDEFGHIJKLMNOP'
const GAP = '\t'

/** The folded words of a text, each with a letter that says how the text has it. */
export type Marks = Iterable<readonly [word: string, letter: string]>

/** Writes words down with the bits of `HAS`, one a line. */
export const writeMarks = (words: Iterable<readonly [word: string, bits: number]>): string =>
  Array.from(words, ([word, bits]) => `${word.toWellFormed()}${GAP}${LETTERS[bits]}`).join('\n')

/** What `writeMarks` has written. */
export function* readMarks(lines: string): Marks {
  for (let at = 0; at < lines.length; ) {
    const gap = lines.indexOf(GAP, at)
    yield [lines.slice(at, gap), lines[gap + 1]!]
    at = gap + GAP.length + 2
  }
}
