import { type Compilable, type CompiledQuery, type Expression, type Kysely, PostgresAdapter, sql } from 'kysely'
import { keepPlan } from './postgres/statement-names.ts'

/** Stands in a prepared query for a value given at each call. */
export type Param<Values> = <Name extends keyof Values>(name: Name) => Expression<Values[Name]>

export interface Prepared<T, Values, Row> {
  all(db: Kysely<T>, values: Values): Promise<Row[]>
  first(db: Kysely<T>, values: Values): Promise<Row | undefined>
}

/**
 * A query built and compiled once for each database; a call only binds its values.
 *
 * @example
 * const byUuid = prepared((db: Kysely<Tables>, param: Param<{ uuid: string }>) =>
 *   db.selectFrom('users').selectAll().where('uuid', '=', param('uuid')))
 * const user = await byUuid.first(db, { uuid })
 */
export function prepared<T, Values, Row>(
  build: (db: Kysely<T>, param: Param<Values>) => Compilable<Row>,
): Prepared<T, Values, Row> {
  const known = new WeakMap<object, CompiledQuery<Row>>()
  const compiledFor = (db: Kysely<T>) => {
    const { adapter } = db.getExecutor()
    const compiled = known.get(adapter) ?? compile(db, build)
    known.set(adapter, compiled)
    return compiled
  }
  const all = async (db: Kysely<T>, values: Values) => {
    const compiled = compiledFor(db)
    const parameters = compiled.parameters.map(value =>
      value instanceof Hole ? values[value.name as keyof Values] : value,
    )
    const { rows } = await db.getExecutor().executeQuery<Row>({ ...compiled, parameters })
    return rows
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
