import type { DatabaseSync } from 'node:sqlite'

/** The same functions exist on PostgreSQL, so that queries are written once. */
export function addFunctions(file: DatabaseSync): void {
  file.function('pail_contains', { deterministic: true }, (text, folded) =>
    typeof text === 'string' && text.toLowerCase().includes(String(folded)) ? 1 : 0,
  )
}
