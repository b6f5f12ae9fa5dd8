import { checkQuery, checkSort, type Fields, parseQuery, parseSort, type Query, type Sort } from '@pail/query-language'

/** What `q=` and `sort=` ask of a list; its store turns both into SQL, or into a predicate where Git holds the list. */
export interface Filter {
  query: Query | null
  sort: Sort | null
}

const NOTHING: Filter = { query: null, sort: null }

/** Reads both and refuses what the list does not know; a list that knows no fields ignores them, as upstream does. */
export function readFilter(parameters: URLSearchParams, fields: Fields | undefined): Filter {
  if (!fields) return NOTHING
  const filter = { query: parseQuery(parameters.get('q') ?? ''), sort: parseSort(parameters.get('sort') ?? '') }
  if (filter.query) checkQuery(filter.query, fields)
  if (filter.sort) checkSort(filter.sort, fields)
  return filter
}
