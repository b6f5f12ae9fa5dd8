import { byteOrder } from './byte-order.ts'
import { checkSort } from './check-sort.ts'
import type { Field } from './fields.ts'
import { naturalOrder } from './natural-order.ts'
import type { Sort } from './parse-sort.ts'
import { type ReadableFields, valuesOf } from './readable.ts'

/**
 * Checks a sort and gives the order it stands for. What has no value comes last, and first going backwards.
 *
 * @example
 * branches.toSorted(compareBy(parseSort('-name')!, { name: { type: 'text', natural: true, read: b => b.name } }))
 */
export function compareBy<T>(sort: Sort, fields: ReadableFields<T>): (a: T, b: T) => number {
  const field = checkSort(sort, fields)
  const order = orderOf(field)
  const direction = sort.descending ? -1 : 1
  return (a, b) => direction * missingLast(valuesOf(field, a)[0], valuesOf(field, b)[0], order)
}

function missingLast(a: unknown, b: unknown, order: (a: unknown, b: unknown) => number): number {
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined)
  return order(a, b)
}

function orderOf(field: Field): (a: unknown, b: unknown) => number {
  if (field.type === 'rank') return (a, b) => field.ranks.indexOf(String(a)) - field.ranks.indexOf(String(b))
  if (field.type === 'number' || field.type === 'flag') return (a, b) => Number(a) - Number(b)
  if (field.type === 'text' && field.natural) return (a, b) => naturalOrder(String(a), String(b))
  return (a, b) => byteOrder(String(a), String(b))
}
