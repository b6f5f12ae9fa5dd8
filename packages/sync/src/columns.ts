import type { CatalogStream, Data } from 'pail-source-bitbucket'
import { Unusable } from './destination.ts'

/** What a column holds; whatever is nested is kept as JSON. */
export type Kind = 'text' | 'integer' | 'number' | 'boolean' | 'timestamp' | 'json'

export interface Column {
  name: string
  kind: Kind
}

/** Holds as one JSON object what has no column, and what does not fit the one that it has. */
export const EXTRA = '_sync_extra'

/** PostgreSQL cuts longer ones off, and two would become one. */
const LONGEST_NAME_BYTES = 63

/** The columns that the schema of a stream speaks of. */
export function columnsOf({ json_schema }: Pick<CatalogStream, 'json_schema'>): Column[] {
  const properties = Object.entries((json_schema.properties ?? {}) as Record<string, Data>)
  const seen = new Set([EXTRA, '_sync_generation', '_sync_seq', '_sync_deleted'])
  return properties
    .filter(([name]) => {
      // Databases that do not tell upper case from lower take the first; the others stay readable in the extra column.
      const isNew = !seen.has(name.toLowerCase()) && isName(name)
      seen.add(name.toLowerCase())
      return isNew
    })
    .map(([name, property]) => ({ name, kind: kindOf(property) }))
}

const isName = (name: string): boolean =>
  name !== '' && !name.includes('\0') && name.isWellFormed() && Buffer.byteLength(name) <= LONGEST_NAME_BYTES

/** The key of a stream, which is made of members at the top level. */
export function keyOf({ name, source_defined_primary_key: key }: CatalogStream, columns: readonly Column[]): string[] {
  return key.map(path => {
    const [member] = path
    if (path.length !== 1 || !columns.some(column => column.name === member))
      throw new Unusable(`The key of ${name} lies within ${path.join('.')}, which is no column`)
    return member!
  })
}

function kindOf(property: Data): Kind {
  const types = [property.type].flat().filter(type => type !== 'null')
  if (types.length !== 1) return 'json'
  if (types[0] === 'string') return property.format === 'date-time' ? 'timestamp' : 'text'
  return types[0] === 'integer' || types[0] === 'number' || types[0] === 'boolean' ? types[0] : 'json'
}
