import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite'

const MAX_STATEMENTS = 500

/** A prepared statement that reads its rows as plain objects. */
export interface Statement {
  readonly returnsRows: boolean
  rows(values: readonly unknown[]): Record<string, unknown>[]
  run(values: readonly unknown[]): { changes: number | bigint; lastInsertRowid: number | bigint }
  iterate(values: readonly unknown[]): Iterable<Record<string, unknown>>
}

export function prepare(file: DatabaseSync, sql: string): Statement {
  const statement: StatementSync = file.prepare(sql)
  const toRow = rowReader(statement)
  // Objects built by node:sqlite have no prototype and slow members; arrays are a third faster end to end.
  statement.setReturnArrays(true)
  return {
    returnsRows: statement.columns().length > 0,
    rows: values => (statement.all(...(values as SQLInputValue[])) as unknown as unknown[][]).map(toRow),
    run: values => statement.run(...(values as SQLInputValue[])),
    *iterate(values) {
      const cells = statement.iterate(...(values as SQLInputValue[])) as unknown as Iterable<unknown[]>
      for (const row of cells) yield toRow(row)
    },
  }
}

/** Prepares each text once, and forgets those not used for longest. */
export function statementsOf(file: DatabaseSync): (sql: string) => Statement {
  const known = new Map<string, Statement>()
  return sql => {
    const statement = known.get(sql) ?? prepare(file, sql)
    known.delete(sql)
    known.set(sql, statement)
    if (known.size > MAX_STATEMENTS) known.delete(known.keys().next().value!)
    return statement
  }
}

function rowReader(statement: StatementSync) {
  let columns = namesOf(statement)
  let blank = blankRow(columns)
  return (cells: readonly unknown[]) => {
    // A migration may have added a column since: SQLite then prepares the statement anew.
    if (cells.length !== columns.length) {
      columns = namesOf(statement)
      blank = blankRow(columns)
    }
    const row = { ...blank }
    for (let i = 0; i < columns.length; i++) row[columns[i]!] = cells[i]
    return row
  }
}

/** Copies of one object share its shape; built up a member at a time, wide rows become slow dictionaries. */
const blankRow = (columns: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(columns.map(column => [column, undefined]))

const namesOf = (statement: StatementSync) => statement.columns().map(column => column.name)
