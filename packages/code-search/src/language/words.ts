import { fold } from './fold.ts'

/** The longest word that is known, in UTF-16 units: longer runs are data, not language. */
export const LONGEST_WORD = 200

const RUN = /[\p{L}\p{M}\p{N}_]+/gu
const WORD_CHARACTER = /[\p{L}\p{M}\p{N}_]/u

/** The different words of a text, folded, in the order of their first appearance. */
export function wordsOf(text: string): string[] {
  return [...new Set(wordsInOrder(text))]
}

/** All words of a text, folded, as often as they appear. */
export function wordsInOrder(text: string): string[] {
  const folded = fold(text)
  const words: string[] = []
  let start = -1
  for (let at = 0; at <= folded.length; at++) {
    if (at < folded.length && isWordAt(folded, at)) {
      if (start < 0) start = at
    } else if (start >= 0) {
      if (at - start <= LONGEST_WORD) words.push(folded.slice(start, at))
      start = -1
    }
  }
  return words
}

/** The words of a text as they are written, also those that are too long to be known. */
export const runsOf = (text: string): string[] => text.match(RUN) ?? []

/** Whether the character that covers this place of the text is part of a word. */
export function isWordAt(text: string, at: number): boolean {
  const unit = text.charCodeAt(at)
  return (KNOWN[unit] || learn(text, at, unit)) === IS_WORD
}

// What is known of each unit: nothing yet, or whether it is part of words. Halves of characters say nothing alone.
const KNOWN = new Uint8Array(0x10000)
const NO_WORD = 1
const IS_WORD = 2

function learn(text: string, at: number, unit: number): number {
  if (unit >= 0xd800 && unit <= 0xdfff) return WORD_CHARACTER.test(pairAt(text, at, unit)) ? IS_WORD : NO_WORD
  return (KNOWN[unit] = WORD_CHARACTER.test(text[at]!) ? IS_WORD : NO_WORD)
}

const pairAt = (text: string, at: number, unit: number) =>
  unit >= 0xdc00 && at > 0 ? text.slice(at - 1, at + 1) : text.slice(at, at + 2)
