import { definerOf } from './definers.ts'

/** A name that a text defines, and where the name stands. */
export interface Definition {
  readonly name: string
  readonly at: number
}

/** The functions, types and other names that a text in some language defines, in order; of each line the first. */
export function definitionsOf(text: string, language: string | undefined): Definition[] {
  const definer = language && definerOf(language)
  if (!definer) return []
  return Array.from(text.matchAll(definer), match => {
    const name = match.slice(1).findLast(part => part !== undefined)!
    return { name, at: match.index + match[0].length - name.length }
  })
}
