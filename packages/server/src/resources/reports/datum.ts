import { invalid } from '@pail/failures'
import { webAddress } from '../commit-statuses/url.ts'

export const DATUM_TYPES = ['BOOLEAN', 'DATE', 'DURATION', 'LINK', 'NUMBER', 'PERCENTAGE', 'TEXT'] as const
export type DatumType = (typeof DATUM_TYPES)[number]

interface Link {
  text: string
  href: string
}
type Value = boolean | number | string | Link

/** Something told beside a report, such as how long it took: dates are milliseconds since 1970, durations milliseconds. */
export interface Datum {
  title: string
  type: DatumType
  value: Value
}

export interface DatumInput {
  title: string
  type?: DatumType | null
  value: unknown
}

/** With the type that its value has where none is said; refuses a value that is not of its type. */
export function asDatum({ title, type, value }: DatumInput, field: string): Datum {
  const known = type ?? typeOf(value)
  if (known && FITS[known](value)) return { title, type: known, value: known === 'LINK' ? asLink(value) : value }
  const complaint = known ? `not a value of the type ${known}` : 'not a boolean, a number or a text'
  throw invalid(`${field}.value`, complaint)
}

const isNumber = (value: unknown): value is number => typeof value === 'number'
const isLink = (value: unknown): value is Link => {
  const { text, href } = (value ?? {}) as Partial<Link>
  return typeof text === 'string' && typeof href === 'string' && webAddress(href) !== undefined
}

const FITS: Readonly<Record<DatumType, (value: unknown) => value is Value>> = {
  BOOLEAN: value => typeof value === 'boolean',
  DATE: isNumber,
  DURATION: isNumber,
  LINK: isLink,
  NUMBER: isNumber,
  PERCENTAGE: (value): value is number => isNumber(value) && value >= 0 && value <= 100,
  TEXT: value => typeof value === 'string',
}

const asLink = (value: unknown): Link => {
  const { text, href } = value as Link
  return { text, href }
}

function typeOf(value: unknown): DatumType | undefined {
  if (typeof value === 'boolean') return 'BOOLEAN'
  if (typeof value === 'number') return 'NUMBER'
  return typeof value === 'string' ? 'TEXT' : undefined
}
