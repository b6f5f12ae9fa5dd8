import { Invalid } from '@pail/failures'

const MAX_QUOTED = 100

/** What kind of value stands at a path. */
export type Field =
  | TextField
  | { readonly type: 'number' | 'flag' | 'time' | 'uuid' }
  /** Words with an order of their own, lowest first: comparing them compares their places. */
  | { readonly type: 'rank'; readonly ranks: readonly string[] }
  /** A thing inside the thing, of which only its absence can be asked. */
  | { readonly type: 'object' }

interface TextField {
  readonly type: 'text'
  /** Orders runs of digits by their number: branch2 before branch10. Only lists held in memory honour it. */
  readonly natural?: boolean
}

/** Every path that may be filtered and sorted by. Whatever is not in here cannot be asked for. */
export type Fields<F = unknown> = Readonly<Record<string, Field & F>>

/** Looks a path up, or refuses it and names those that exist. */
export function fieldAt<F>(fields: Fields<F>, path: string): Field & F {
  // Looked up as an own member, so that `__proto__` and `constructor` are names like any other.
  if (Object.hasOwn(fields, path)) return fields[path]!
  throw new Invalid(`Invalid field name: '${path.slice(0, MAX_QUOTED)}'`, {
    detail: { field: path.slice(0, MAX_QUOTED) },
    data: { fields: Object.keys(fields) },
  })
}
