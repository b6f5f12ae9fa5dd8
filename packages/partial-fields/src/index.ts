import type { Level } from './level.ts'
import { type Mask, maskOf } from './mask.ts'
import { parseRules } from './rule.ts'

export type { Level } from './level.ts'
export type { Mask } from './mask.ts'
export { MAX_DEPTH, MAX_ENTRIES, MAX_LENGTH, MAX_STARS } from './rule.ts'

/**
 * Reads `fields=` for an answer whose outermost object is usually shown at a level.
 *
 * @example
 * const mask = parseFields('+owner.created_on,-links', 'full')
 * mask.wants('links', 'condensed') // false
 * mask.under('owner').wants('created_on', 'full') // true
 */
export function parseFields(text: string | null | undefined, top: Level): Mask {
  if (!text) return maskOf(top, [])
  const { only, rules } = parseRules(text)
  return maskOf(only ? null : top, rules)
}
