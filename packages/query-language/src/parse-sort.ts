import { Invalid } from '@pail/failures'
import { MAX_LENGTH } from './limits.ts'

/** One field to order by. */
export interface Sort {
  readonly path: string
  readonly descending: boolean
}

const SORT = /^\s*(-?)([A-Za-z_][A-Za-z0-9_.]*)\s*$/

/** Reads `sort=`: a field, backwards with a dash before it. A missing or blank text asks for nothing, and gives null. */
export function parseSort(text: string | null | undefined): Sort | null {
  if (!text?.trim()) return null
  const parts = text.length > MAX_LENGTH ? null : SORT.exec(text)
  if (!parts)
    throw new Invalid('Invalid sort', {
      detail: `A sort is one field, with a dash before it to go backwards: ${text.slice(0, 40)}`,
    })
  return Object.freeze({ path: parts[2]!, descending: parts[1] === '-' })
}
