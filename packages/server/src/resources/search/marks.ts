import { Type } from 'typebox'
import { value } from '../../kernel/view.ts'
import { type Asked, isShort } from './asked.ts'

export interface Segment {
  text: string
  match?: true
}

/** What of a field was looked for: its text in pieces, those marked that were. */
export interface Mark {
  field: string
  segments: readonly Segment[]
}

/** Of a longer text as much is shown, beginning so much before what was found first. */
const SHOWN = 240
const BEFORE = 60

/** The fields in which a term is found. */
export function marksIn(fields: Readonly<Record<string, string | null | undefined>>, { terms }: Asked): Mark[] {
  return Object.entries(fields).flatMap(([field, text]) => {
    const segments = text ? segmentsOf(text, terms) : []
    return segments.some(({ match }) => match) ? [{ field, segments }] : []
  })
}

function segmentsOf(text: string, terms: readonly string[]): Segment[] {
  const letters = [...text]
  const isFound = foundIn(letters, terms)
  const first = isFound.indexOf(true)
  const start = letters.length <= SHOWN ? 0 : Math.max(0, Math.min(first - BEFORE, letters.length - SHOWN))
  const segments: Segment[] = []
  for (let at = start; at < Math.min(letters.length, start + SHOWN); at++) {
    const last = segments.at(-1)
    if (last && (last.match ?? false) === isFound[at]) last.text += letters[at]
    else segments.push(isFound[at] ? { text: letters[at]!, match: true } : { text: letters[at]! })
  }
  return segments
}

/** Letter by letter: some letters become two in lower case. */
function foundIn(letters: readonly string[], terms: readonly string[]): boolean[] {
  const owner: number[] = []
  let folded = ''
  for (const [at, letter] of letters.entries()) {
    const small = letter.toLowerCase()
    for (let i = 0; i < small.length; i++) owner.push(at)
    folded += small
  }
  const found = letters.map(() => false)
  for (const term of terms)
    for (let at = folded.indexOf(term); at !== -1; at = folded.indexOf(term, at + term.length)) {
      if (isShort(term) && isWithinWord(folded, at)) continue
      for (let i = at; i < at + term.length; i++) found[owner[i]!] = true
    }
  return found
}

const isWithinWord = (folded: string, at: number) => at > 0 && /[\p{L}\p{N}]/u.test(folded[at - 1]!)

const markSchema = Type.Array(
  Type.Object({
    field: Type.String(),
    segments: Type.Array(Type.Object({ text: Type.String(), match: Type.Optional(Type.Boolean()) })),
  }),
)

/** The member that views of what was found have besides those of the thing. */
export const marked = <T extends { matches: readonly Mark[] }>() => ({
  matches: value<T>(markSchema, ({ matches }) => matches),
})
