import { Invalid } from '@pail/failures'
import { type Field, type Fields, fieldAt } from './fields.ts'
import type { Sort } from './parse-sort.ts'

/** Looks up the field of a sort. */
export function checkSort<F>(sort: Sort, fields: Fields<F>): Field & F {
  const field = fieldAt(fields, sort.path)
  if (field.type === 'object') throw unsortable(sort)
  return field
}

/** The refusal of a field that has no order. */
export const unsortable = ({ path }: Sort): Invalid =>
  new Invalid(`Invalid sort: '${path}' has no order`, { data: { field: path } })
