export type TextColumn = 'names' | 'words' | 'rest'

/** What a row is to hold in any of these ways, letters compared in lower case. */
export type Needle = readonly { column: TextColumn; text: string }[]

/** So many say which rows are worth looking at; each more only costs. */
const ENOUGH = 5
/** What JavaScript makes of a dotted capital I beside its small letter, and SQLite does not. */
const DOT = '\u0307'

/** What to ask an index of trigrams so that it leaves out no row that holds all of them; nothing where it cannot help. */
export function trigramQuery(needles: readonly Needle[]): string | undefined {
  const parts = needles.flatMap(needle => {
    const ways = needle.map(({ text }) => trigramsOf(text.toLowerCase()).map(quoted).join(' AND '))
    if (ways.includes('')) return []
    return [`(${[...new Set(ways)].map(way => `(${way})`).join(' OR ')})`]
  })
  return parts.length === 0 ? undefined : [...new Set(parts)].join(' AND ')
}

const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`

function trigramsOf(text: string): string[] {
  const letters = [...text]
  const all = new Set(letters.slice(2).map((_, at) => letters.slice(at, at + 3).join('')))
  const sure = [...all].filter(one => !one.includes(DOT))
  const known = sure.length > 0 ? sure : [...all]
  if (known.length <= ENOUGH) return known
  return Array.from({ length: ENOUGH }, (_, at) => known[Math.floor((at * (known.length - 1)) / (ENOUGH - 1))]!)
}
