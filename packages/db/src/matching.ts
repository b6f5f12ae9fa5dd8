import { type Condition, checkQuery, type Field, type Query, type Test } from '@pail/query-language'
import { type Expression, type SqlBool, sql } from 'kysely'
import { answer } from './answer.ts'
import type { Column, Columns } from './columns.ts'
import { eb } from './expressions.ts'

/** Checks a query and gives the condition it stands for, for `where`. */
export function matching(query: Query | null, columns: Columns): Expression<SqlBool> {
  return query ? compile(checkQuery<Column>(query, columns)) : sql<SqlBool>`true`
}

function compile(condition: Condition<Field & Column>): Expression<SqlBool> {
  if (condition.kind === 'test') return compileTest(condition)
  return eb[condition.kind](condition.of.map(compile))
}

function compileTest({ field, question, negated }: Test<Field & Column>): Expression<SqlBool> {
  if ('column' in field) return answer(field.column, question, negated)
  // No value at all is no element that is one.
  if (question.is === 'missing')
    return exists(
      field.any(eb, element => answer(element, question, true)),
      !negated,
    )
  return exists(
    field.any(eb, element => answer(element, question, false)),
    negated,
  )
}

const exists = (found: Expression<SqlBool>, negated: boolean) => (negated ? eb.not(found) : found)
