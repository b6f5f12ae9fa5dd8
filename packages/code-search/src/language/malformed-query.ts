import { Invalid } from '@pail/failures'

/** Why a query is refused; the last part of `error.data.key`. */
export type QueryFault =
  | 'missing'
  | 'no-term'
  | 'too-long'
  | 'too-many-terms'
  | 'too-deep'
  | 'term-too-long'
  | 'term-too-short'
  | 'invalid-expression'
  | 'costly-expression'

/** A query that has no meaning, or would cost more than any question is worth. */
export class MalformedQuery extends Invalid {
  override name = 'MalformedQuery'
  constructor(fault: QueryFault, message: string, detail?: string) {
    super(message, { ...(detail && { detail }), data: { key: `search.query.${fault}` } })
  }
}

/** The longest query that is read, in UTF-16 units. */
export const LONGEST_QUERY = 2000
/** How many words, or other terms, and modifiers one query may hold. */
export const MOST_TERMS = 100
/** How deep parentheses may nest. */
export const DEEPEST_QUERY = 30
/** The shortest piece of text that is looked for as such: shorter ones stand in every file. */
export const SHORTEST_SUBSTRING = 3
