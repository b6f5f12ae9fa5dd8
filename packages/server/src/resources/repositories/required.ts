import type { Query } from '@pail/query-language'

/** The one text that a field must equal for the query to be true at all. */
export function required(query: Query | null, path: string): string | undefined {
  if (query?.kind === 'and') return query.of.map(part => required(part, path)).find(text => text !== undefined)
  if (query?.kind !== 'term' || query.path !== path || query.operator !== '=') return undefined
  const [value] = query.values
  return value?.kind === 'text' ? value.value : undefined
}
