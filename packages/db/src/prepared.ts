import { type Compilable, type CompiledQuery, type Expression, type Kysely, PostgresAdapter, sql } from 'kysely'
import { isVersioned, Memory } from './memory.ts'
import { keepPlan } from './postgres/statement-names.ts'

/** Stands in a prepared query for a value given at each call. */
export type Param<Values> = <Name extends keyof Values>(name: Name) => Expression<Values[Name]>

export interface Prepared<T, Values, Row> {
  all(db: Kysely<T>, values: Values): Promise<readonly Readonly<Row>[]>
  first(db: Kysely<T>, values: Values): Promise<Readonly<Row> | undefined>
}

/**
 * A query built and compiled once for each database; a call only binds its values. Where reading can tell that nothing
 * was committed since, the rows of the call before are given again.
 *
 * @example
 * const byUuid = prepared((db: Kysely<Tables>, param: Param<{ uuid: string }>) =>
 *   db.selectFrom('users').selectAll().where('uuid', '=', param('uuid')))
 * const user = await byUuid.first(db, { uuid })
 */
export function prepared<T, Values, Row>(
  build: (db: Kysely<T>, param: Param<Values>) => Compilable<Row>,
): Prepared<T, Values, Row> {
  type Rows = readonly Readonly<Row>[]
  const known = new WeakMap<object, { compiled: CompiledQuery<Row>; memory: Memory<Rows> | undefined }>()
  const knownTo = (db: Kysely<T>) => {
    const { adapter } = db.getExecutor()
    const found = known.get(adapter)
    if (found) return found
    const made = { compiled: compile(db, build), memory: isVersioned(adapter) ? new Memory<Rows>(adapter) : undefined }
    known.set(adapter, made)
    return made
  }
  const all = async (db: Kysely<T>, values: Values): Promise<Rows> => {
    const { compiled, memory } = knownTo(db)
    const parameters = compiled.parameters.map(value =>
      value instanceof Hole ? values[value.name as keyof Values] : value,
    )
    const read = async () => {
      const { rows } = await db.getExecutor().executeQuery<Row>({ ...compiled, parameters })
      return memory ? rows.map(row => Object.freeze(row)) : rows
    }
    return memory ? memory.recall(parameters, read) : read()
  }
  return { all, first: async (db, values) => (await all(db, values))[0] }
}

class Hole {
  readonly name: PropertyKey
  constructor(name: PropertyKey) {
    this.name = name
  }
}

function compile<T, Values, Row>(db: Kysely<T>, build: (db: Kysely<T>, param: Param<Values>) => Compilable<Row>) {
  const compiled = build(db, name => sql`${new Hole(name)}`).compile()
  if (db.getExecutor().adapter instanceof PostgresAdapter) keepPlan(compiled.sql)
  return compiled
}
