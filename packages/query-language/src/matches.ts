import { byteOrder } from './byte-order.ts'
import { checkQuery } from './check-query.ts'
import type { Condition, Question } from './condition.ts'
import type { Field } from './fields.ts'
import type { Query } from './query.ts'
import { type Readable, type ReadableFields, valuesOf } from './readable.ts'

/**
 * Checks a query and gives the predicate it stands for.
 *
 * @example
 * const shown = branches.filter(matches(parseQuery('name ~ "fix"'), { name: { type: 'text', read: b => b.name } }))
 */
export function matches<T>(query: Query | null, fields: ReadableFields<T>): (thing: T) => boolean {
  return query ? holds(checkQuery(query, fields)) : () => true
}

function holds<T>(condition: Condition<Field & Readable<T>>): (thing: T) => boolean {
  if (condition.kind === 'test') {
    const { field, question, negated } = condition
    const answers = answerTo(question)
    return thing => answers(valuesOf(field, thing)) !== negated
  }
  const parts = condition.of.map(holds<T>)
  if (condition.kind === 'and') return thing => parts.every(part => part(thing))
  return thing => parts.some(part => part(thing))
}

function answerTo(question: Question): (values: readonly unknown[]) => boolean {
  switch (question.is) {
    case 'missing':
      return values => values.length === 0
    case 'among':
      return values => values.some(value => (question.values as readonly unknown[]).includes(value))
    case 'containing':
      return values => values.some(value => String(value).toLowerCase().includes(question.folded))
    default:
      return values => values.some(value => stands(compare(value, question.value), question.is))
  }
}

function stands(order: number, operator: '>' | '>=' | '<' | '<='): boolean {
  if (order === 0) return operator.endsWith('=')
  return order > 0 === operator.startsWith('>')
}

const compare = (a: unknown, b: string | number) => (typeof b === 'number' ? Number(a) - b : byteOrder(String(a), b))
