import type { Field, Fields } from './fields.ts'
import { toTime } from './time.ts'

type Value = string | number | boolean | Date | object | null | undefined

/** A field of things that are in memory. Where it holds several values, any one of them may match. */
export interface Readable<T> {
  read(thing: T): Value | readonly Value[]
}

/** The fields of a list held in memory. */
export type ReadableFields<T> = Fields<Readable<T>>

/** The values a field holds, in the form they are compared in; none where there is no value. */
export function valuesOf<T>(field: Field & Readable<T>, thing: T): unknown[] {
  const value = field.read(thing)
  const values = Array.isArray(value) ? value : [value]
  return values.filter(one => one !== null && one !== undefined).map(one => comparable(field, one))
}

function comparable(field: Field, value: unknown): unknown {
  if (field.type === 'time') return value instanceof Date ? value.toISOString() : (toTime(String(value)) ?? value)
  if (field.type === 'uuid') return String(value).replace(/[{}]/g, '').toLowerCase()
  return value
}
