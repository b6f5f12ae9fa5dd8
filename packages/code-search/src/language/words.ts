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
  return runsOf(fold(text)).filter(word => word.length <= LONGEST_WORD)
}

/** The words of a text as they are written, also those that are too long to be known. */
export const runsOf = (text: string): string[] => text.match(RUN) ?? []

/** Whether the character that covers this place of the text is part of a word. */
export function isWordAt(text: string, at: number): boolean {
  const unit = text.charCodeAt(at)
  if (unit < 128) return ASCII_WORD[unit] === 1
  return WORD_CHARACTER.test(characterAt(text, at))
}

// Half a surrogate pair is looked at as the whole.
function characterAt(text: string, at: number): string {
  const unit = text.charCodeAt(at)
  if (unit < 0xd800 || unit > 0xdfff) return text[at]!
  const start = unit >= 0xdc00 && at > 0 ? at - 1 : at
  return text.slice(start, start + 2)
}

const ASCII_WORD = Uint8Array.from({ length: 128 }, (_, unit) => (/\w/.test(String.fromCharCode(unit)) ? 1 : 0))
