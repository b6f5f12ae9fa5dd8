import { isWordAt } from '../language/words.ts'
import { MOST_MATCHES } from './limits.ts'
import type { Spans } from './spans.ts'

/**
 * Where some words stand in a text one after the other, with nothing but punctuation and space between them. Text and
 * words are in the same case.
 */
export function findWords(text: string, words: readonly string[], most = MOST_MATCHES): Spans {
  const spans: Spans = []
  const borders = bordersOf(words)
  // Where the words read last start, in turn, and how many of them are the beginning of what is looked for.
  const starts: number[] = []
  let begun = 0
  for (let at = 0, read = 0; (at = nextStart(text, begun === 0 ? words[0] : undefined, at)) >= 0; read++) {
    starts[read % words.length] = at
    while (begun > 0 && !isWordHere(text, at, words[begun]!)) begun = borders[begun - 1]!
    if (isWordHere(text, at, words[begun]!)) begun++
    at = endOfWord(text, at)
    if (begun < words.length) continue
    spans.push(starts[(read + 1) % words.length]!, at)
    if (spans.length >= 2 * most) return spans
    begun = 0
  }
  return spans
}

// Where a given word may stand next, or else where the next word does, whatever it is.
function nextStart(text: string, word: string | undefined, from: number): number {
  if (word !== undefined) return startOfRun(text, text.indexOf(word, from), from)
  let at = from
  while (at < text.length && !isWordAt(text, at)) at++
  return at < text.length ? at : -1
}

function startOfRun(text: string, found: number, from: number): number {
  let at = found
  while (at > from && isWordAt(text, at - 1)) at--
  return at
}

function isWordHere(text: string, at: number, word: string): boolean {
  const end = at + word.length
  return text.startsWith(word, at) && (end >= text.length || !isWordAt(text, end))
}

// For each word, how many of the words up to it are also how the phrase begins (Knuth, Morris and Pratt).
function bordersOf(words: readonly string[]): number[] {
  const borders = [0]
  for (let at = 1, border = 0; at < words.length; at++) {
    while (border > 0 && words[at] !== words[border]) border = borders[border - 1]!
    if (words[at] === words[border]) border++
    borders.push(border)
  }
  return borders
}

function endOfWord(text: string, from: number): number {
  let at = from
  while (at < text.length && isWordAt(text, at)) at++
  return at
}
