import { isWordAt } from '../language/words.ts'
import type { Spans } from './spans.ts'

/**
 * Where some words stand in a text one after the other with nothing but punctuation and space between them; at most so
 * many times. Text and words are in the same case.
 */
export function findWords(text: string, words: readonly string[], most = Infinity): Spans {
  const spans: Spans = []
  const [head, ...rest] = words as [string, ...string[]]
  for (let at = text.indexOf(head); at >= 0 && spans.length < 2 * most; ) {
    const isWhole = !isWithinWord(text, at) && !isWithinWord(text, at + head.length)
    const end = isWhole ? endOfRest(text, at + head.length, rest) : -1
    if (end >= 0) spans.push(at, end)
    // Never looks twice at a long run that only starts like the word.
    at = text.indexOf(head, end >= 0 ? end : endOfWord(text, at + 1))
  }
  return spans
}

/** Whether a word goes on from the character before a place to the one after it. */
const isWithinWord = (text: string, at: number) =>
  at > 0 && at < text.length && isWordAt(text, at - 1) && isWordAt(text, at)

function endOfRest(text: string, at: number, rest: readonly string[]): number {
  let end = at
  for (const word of rest) {
    const start = startOfWord(text, end)
    end = start + word.length
    if (!text.startsWith(word, start) || isWithinWord(text, end)) return -1
  }
  return end
}

function startOfWord(text: string, from: number): number {
  let at = from
  while (at < text.length && !isWordAt(text, at)) at++
  return at
}

function endOfWord(text: string, from: number): number {
  let at = from
  while (at < text.length && isWordAt(text, at)) at++
  return at
}
