import { Invalid } from '@pail/failures'
import type { Condition, Question, Test } from './condition.ts'
import { convert } from './convert.ts'
import { type Field, type Fields, fieldAt } from './fields.ts'
import type { Operator, Query, Term } from './query.ts'

type Plain = Exclude<Operator, '!=' | '!~' | 'not in'>

const EXACT: readonly Plain[] = ['=', 'in']
const ORDERED: readonly Plain[] = ['=', 'in', '>', '>=', '<', '<=']
const SEARCHED: readonly Plain[] = [...ORDERED, '~']

const ALLOWED = {
  text: SEARCHED,
  number: ORDERED,
  flag: EXACT,
  time: ORDERED,
  uuid: EXACT,
  rank: ORDERED,
  object: [],
} satisfies Record<Field['type'], readonly Plain[]>

const NEGATED: Partial<Record<Operator, Plain>> = { '!=': '=', '!~': '~', 'not in': 'in' }

/** Looks up the fields of a query and gives its values their types. Every back end starts from the answer. */
export function checkQuery<F>(query: Query, fields: Fields<F>): Condition<Field & F> {
  return query.kind === 'term'
    ? checkTerm(query, fieldAt(fields, query.path))
    : { kind: query.kind, of: query.of.map(part => checkQuery(part, fields)) }
}

function checkTerm<F extends Field>(term: Term, field: F): Test<F> {
  const plain = NEGATED[term.operator]
  const question = ask(term, field, plain ?? (term.operator as Plain))
  return { kind: 'test', path: term.path, field, question, negated: plain !== undefined }
}

function ask({ path, values, at }: Term, field: Field, operator: Plain): Question {
  if (values[0]!.kind === 'null') return { is: 'missing' }
  if (!(ALLOWED[field.type] as readonly Plain[]).includes(operator))
    throw new Invalid(`Invalid operator for field '${path}'`, {
      detail: `This field is not compared with ${operator} at character ${at}`,
      data: { field: path, position: at },
    })
  const scalars = values.map(value => convert(path, field, value))
  if (operator === '=' || operator === 'in') return { is: 'among', values: scalars }
  if (operator === '~') return { is: 'containing', folded: String(scalars[0]).toLowerCase() }
  if (field.type === 'rank') return { is: 'among', values: ranksThat(operator, field.ranks, String(scalars[0])) }
  return { is: operator, value: scalars[0] as string | number }
}

function ranksThat(operator: '>' | '>=' | '<' | '<=', ranks: readonly string[], word: string): string[] {
  const place = ranks.indexOf(word)
  const inclusive = operator.endsWith('=')
  if (operator.startsWith('>')) return ranks.slice(inclusive ? place : place + 1)
  return ranks.slice(0, inclusive ? place + 1 : place)
}
