import { Invalid } from '@pail/failures'

/** The longest `fields=` that is read, in UTF-16 units. */
export const MAX_LENGTH = 4096
/** How many entries it may hold. */
export const MAX_ENTRIES = 100
/** How many names one entry may join. */
export const MAX_DEPTH = 12
/** How many of them may be `*`: every one multiplies the size of the answer. */
export const MAX_STARS = 4

/** One entry: whether it adds or drops, and the names that lead to what. */
export interface Rule {
  readonly adds: boolean
  readonly path: readonly string[]
}

/** What `fields=` says, in the order in which it applies. */
export interface Rules {
  /** True when an entry has no sign: then nothing is shown but what is added. */
  readonly only: boolean
  readonly rules: readonly Rule[]
}

/** Reads `fields=`. Entries without a sign come first, then the others from left to right. */
export function parseRules(text: string): Rules {
  if (text.length > MAX_LENGTH) throw refusal(`It has at most ${MAX_LENGTH} characters`)
  const entries = [...new Set(text.split(','))].filter(entry => entry !== '')
  if (entries.length > MAX_ENTRIES) throw refusal(`It has at most ${MAX_ENTRIES} entries`)
  const bare = entries.filter(entry => !isSigned(entry))
  return { only: bare.length > 0, rules: [...bare, ...entries.filter(isSigned)].map(toRule) }
}

const isSigned = (entry: string) => entry.startsWith('-') || entry.startsWith('+')

function toRule(entry: string): Rule {
  const path = (isSigned(entry) ? entry.slice(1) : entry).split('.')
  if (path.length > MAX_DEPTH) throw refusal(`An entry has at most ${MAX_DEPTH} names`)
  if (path.filter(name => name === '*').length > MAX_STARS) throw refusal(`An entry has at most ${MAX_STARS} stars`)
  return { adds: !entry.startsWith('-'), path }
}

const refusal = (detail: string) => new Invalid('Invalid fields', { detail })
