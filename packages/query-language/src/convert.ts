import { Invalid } from '@pail/failures'
import type { Scalar } from './condition.ts'
import type { Field } from './fields.ts'
import type { Literal } from './query.ts'
import { toTime } from './time.ts'

const UUID = /^\{?([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\}?$/i

const WANTED = {
  text: 'a string',
  number: 'a number',
  flag: 'true or false',
  time: 'a date or a date with a time',
  uuid: 'a uuid',
  rank: 'one of its words',
  object: 'null',
} satisfies Record<Field['type'], string>

/** Gives a value the form its field is compared in. */
export function convert(path: string, field: Field, literal: Literal): Scalar {
  const value = valueAs(field, literal)
  if (value !== undefined) return value
  const wanted = field.type === 'rank' ? `one of ${field.ranks.join(', ')}` : WANTED[field.type]
  throw new Invalid(`Invalid value for field '${path}'`, {
    detail: `Expected ${wanted} at character ${literal.at}`,
    data: { field: path, position: literal.at },
  })
}

function valueAs(field: Field, { kind, value }: Literal): Scalar | undefined {
  switch (field.type) {
    case 'number':
      return kind === 'number' ? value : undefined
    case 'flag':
      return kind === 'flag' ? value : undefined
    case 'time':
      return kind === 'time' ? value : kind === 'text' ? toTime(value) : undefined
    case 'text':
      return kind === 'text' ? value : undefined
    case 'rank':
      return kind === 'text' && field.ranks.includes(value) ? value : undefined
    case 'uuid':
      return kind === 'text' ? UUID.exec(value)?.[1]?.toLowerCase() : undefined
    case 'object':
      return undefined
  }
}
