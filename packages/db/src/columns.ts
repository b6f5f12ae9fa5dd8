import type { Fields } from '@pail/query-language'
import type { Expression, ExpressionBuilder, SqlBool } from 'kysely'

/** Something a value can be compared with: the name of a column, or an expression. */
export type Operand = string | Expression<unknown>

/** Where the value of a field is found. */
export type Column =
  | { readonly column: Operand }
  /**
   * Where a field holds several values, any of them may match: says that one exists for which `matches` is true.
   *
   * @example
   * any: (eb, matches) => eb.exists(
   *   eb.selectFrom('reviewers').select('uuid').whereRef('request', '=', 'requests.id').where(matches('reviewers.uuid')))
   */
  // biome-ignore lint/suspicious/noExplicitAny: the tables are those of the query it is built into
  | { any(eb: ExpressionBuilder<any, any>, matches: (element: Operand) => Expression<SqlBool>): Expression<SqlBool> }

/** The fields of a list held in tables. Rank columns hold the words, flags 0 and 1, times and uuids text. */
export type Columns = Fields<Column>
