import type { Marks } from './marks.ts'

/** Stand before and after each word of a dictionary. */
export const BEFORE = '\u0001'
export const AFTER = '\u0002'

/** Of so many letters a document is made: Zoekt reads all of the one that it finds a word in. */
const LONGEST = 256 * 1024

/**
 * Which contents have which words: one line for each word, so that one match tells all of them. A content is written as
 * its distance to the one before and the letter of its mark.
 */
export class Dictionary {
  private readonly words = new Map<string, { line: string; last: number }>()

  /** Contents come in the order of their numbers. */
  add(content: number, marks: Marks): void {
    for (const [word, letter] of marks) {
      const known = this.words.get(word) ?? { line: '', last: 0 }
      known.line += (content - known.last).toString(36) + letter
      known.last = content
      this.words.set(word, known)
    }
  }

  *documents(): Generator<string> {
    let [lines, length]: [string[], number] = [[], 0]
    for (const [word, { line }] of this.words) {
      const whole = `${BEFORE}${word}${AFTER}${line}\n`
      lines.push(whole)
      length += whole.length
      if (length < LONGEST) continue
      yield lines.join('')
      lines = []
      length = 0
    }
    if (lines.length) yield lines.join('')
  }
}

/** The word that a line of a dictionary is about. */
export const wordOf = (line: string): string => line.slice(BEFORE.length, line.indexOf(AFTER))

/** Calls back for each content of a line, with the bits of `HAS`. */
export function eachContent(line: string, visit: (content: number, bits: number) => void): void {
  let [content, distance] = [0, 0]
  for (let at = line.indexOf(AFTER) + AFTER.length; at < line.length; at++) {
    const unit = line.charCodeAt(at)
    if (unit >= FIRST_LETTER && unit <= LAST_LETTER) {
      content += distance
      distance = 0
      visit(content, unit - FIRST_LETTER)
    } else distance = distance * 36 + unit - (unit < FIRST_LETTER ? ZERO : BEFORE_TEN)
  }
}

const ZERO = 48
const FIRST_LETTER = 65
const LAST_LETTER = 80
// The letter `a` stands for ten.
const BEFORE_TEN = 87
