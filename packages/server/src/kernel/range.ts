import type { ByteRange } from '@pail/git-node'

const ONE = /^bytes=(\d{0,15})-(\d{0,15})$/

/** The one range that a request asks for. Several, other units and nonsense mean the whole, as HTTP allows. */
export function rangeIn(header: string | null): ByteRange | undefined {
  const match = ONE.exec(header?.replaceAll(' ', '') ?? '')
  if (!match) return undefined
  const [, first = '', last = ''] = match
  if (first === '') return last === '' ? undefined : { suffix: Number(last) }
  if (last === '') return { first: Number(first) }
  return Number(last) < Number(first) ? undefined : { first: Number(first), last: Number(last) }
}

/** Whether a range is still of what the caller has the rest of, by its tag or its date. Without a condition it is. */
export const isSame = (ifRange: string | null, ...validators: readonly string[]): boolean =>
  ifRange === null || validators.includes(ifRange.trim())
