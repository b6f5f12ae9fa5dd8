/** A statement being written: values go by number, and what is used twice is computed once. */
export interface Statement {
  readonly values: unknown[]
  /** The place of a value in the statement. */
  value(value: unknown): string
  /** The name of a set of ids, written down once. */
  named(select: string): string
  /** Everything that was named, in front of what uses it. */
  preamble(): string
}

export function newStatement(): Statement {
  const values: unknown[] = []
  const places = new Map<unknown, string>()
  const names = new Map<string, string>()
  return {
    values,
    value(value) {
      const place = places.get(value) ?? `$${values.push(value)}`
      places.set(value, place)
      return place
    },
    named(select) {
      const name = names.get(select) ?? `set_${names.size}`
      names.set(select, name)
      return name
    },
    preamble: () => `with ${[...names].map(([select, name]) => `${name} as materialized (${select})`).join(',\n')}`,
  }
}
