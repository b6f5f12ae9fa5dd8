import type { Query } from './query.ts'

/** Whether a query asks about a field. Quirk: some lists drop a default filter once `q=` names its field. */
export function mentions(query: Query | null, path: string): boolean {
  if (!query) return false
  return query.kind === 'term' ? query.path === path : query.of.some(part => mentions(part, path))
}
