import type { Question, Scalar } from '@pail/query-language'
import { type Expression, type SqlBool, sql } from 'kysely'
import type { Operand } from './columns.ts'
import { eb } from './expressions.ts'

const LARGEST_INTEGER = 2 ** 31 - 1

/** The condition under which a column answers a question with yes; negated, exactly where it does not. */
export function answer(operand: Operand, question: Question, negated: boolean): Expression<SqlBool> {
  switch (question.is) {
    case 'missing':
      return eb(operand, negated ? 'is not' : 'is', null)
    case 'among':
      return among(operand, question.values, negated)
    case 'containing': {
      const contains = sql<SqlBool>`pail_contains(${reference(operand)}, ${question.folded})`
      return negated ? eb.not(contains) : contains
    }
    default: {
      const [left, [right]] = comparable(operand, [question.value])
      return eb(left, question.is, right)
    }
  }
}

function among(operand: Operand, values: readonly Scalar[], negated: boolean): Expression<SqlBool> {
  if (values.length === 0) return sql<SqlBool>`${sql.lit(negated)}`
  const [left, right] = comparable(operand, values)
  if (right.length === 1) return eb(left, negated ? 'is distinct from' : '=', right[0])
  if (!negated) return eb(left, 'in', right)
  return eb.or([eb(left, 'not in', right), eb(operand, 'is', null)])
}

/** Numbers that no integer column may be able to hold are compared as fractions: PostgreSQL refuses them otherwise. */
function comparable(operand: Operand, values: readonly Scalar[]): [Operand, unknown[]] {
  const stored = values.map(value => (typeof value === 'boolean' ? Number(value) : value))
  if (stored.every(isPlain)) return [operand, stored]
  return [asFraction(reference(operand)), stored.map(asFraction)]
}

const isPlain = (value: string | number) =>
  typeof value === 'string' || (Number.isInteger(value) && Math.abs(value) <= LARGEST_INTEGER)

const asFraction = (value: unknown) => sql`cast(${value} as double precision)`
const reference = (operand: Operand) => (typeof operand === 'string' ? eb.ref(operand) : operand)
