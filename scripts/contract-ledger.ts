import { readFileSync } from 'node:fs'
import { operations } from '../packages/server/src/slices.ts'

/** One row of the ledger: facts about an operation that is owed. */
export interface Owed {
  method: string
  path: string
  group: string
  classic: string[]
  granular: string[]
  status: number[]
  query: string[]
  deprecated?: boolean
}

export const LEDGER = 'contract/operations.json'
export const NOT_YET = 'contract/not-yet.txt'

export const ledger = JSON.parse(readFileSync(LEDGER, 'utf8')) as Owed[]

/** Parameter names differ between paths that mean the same; what stands between the braces does not count. */
const key = (method: string, path: string) => `${method} ${path.replaceAll(/\{\w+\}/g, '{}')}`
const registered = new Map(operations.map(one => [key(one.method, one.path), one]))

export const find = ({ method, path }: Pick<Owed, 'method' | 'path'>) => registered.get(key(method, path))
export const missing = (): string[] => ledger.filter(row => !find(row)).map(row => `${row.method} ${row.path}`)

/** Where a registered operation says less or other than the ledger. */
export function differences(): string[] {
  return ledger.flatMap(row => {
    const operation = find(row)
    if (!operation) return []
    const at = `${row.method} ${row.path}`
    const known = [
      ...Object.keys(operation.query?.properties ?? {}),
      ...(operation.filter ? ['q', 'sort'] : []),
      'page',
      'pagelen',
    ]
    const lacks = (what: string, owed: readonly (string | number)[], has: readonly (string | number)[]) => {
      const rest = owed.filter(one => !has.includes(one))
      return rest.length > 0 ? [`${at}: ${what} ${rest.join(', ')}`] : []
    }
    return [
      ...lacks('lacks scope', row.classic, operation.needs.classic),
      ...lacks('lacks scope', row.granular, operation.needs.granular),
      ...lacks('asks for a scope too many:', operation.needs.classic, row.classic),
      ...lacks('asks for a scope too many:', operation.needs.granular, row.granular),
      ...lacks('lacks status', row.status, operation.status),
      ...lacks('lacks query parameter', row.query, known),
    ]
  })
}
