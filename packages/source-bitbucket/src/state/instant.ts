const STAMP = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d:\d\d)(?:[.,](\d+))?(Z|[+-]\d\d:?\d\d)?)?$/
const MOST_DIGITS = 9

/**
 * A moment as text that sorts: UTC with nine digits of a second. Both dialects of the API are read (`…+00:00`, `…Z`, with any
 * number of digits), as a `Date` would cut what comes after milliseconds. Undefined where it is none.
 */
export function instant(text: unknown): string | undefined {
  const [, day, time = '00:00:00', fraction = '', zone = 'Z'] = (typeof text === 'string' && STAMP.exec(text)) || []
  if (day === undefined) return undefined
  const seconds = zone === 'Z' || zone === '+00:00' ? `${day}T${time}` : shifted(`${day}T${time}`, zone)
  if (seconds === undefined || Number.isNaN(Date.parse(`${seconds}Z`))) return undefined
  return `${seconds}.${fraction.padEnd(MOST_DIGITS, '0').slice(0, MOST_DIGITS)}Z`
}

function shifted(local: string, zone: string): string | undefined {
  const moment = new Date(`${local}${zone.includes(':') ? zone : `${zone.slice(0, 3)}:${zone.slice(3)}`}`)
  return Number.isNaN(moment.getTime()) ? undefined : moment.toISOString().slice(0, 19)
}

/** The moment of a clock, sortable. */
export const instantOf = (milliseconds: number): string => instant(new Date(milliseconds).toISOString())!

/** As the API's filters take it: cut to microseconds, which is never later. */
export const filterable = (moment: string): string => `${moment.slice(0, 26)}+00:00`

/** As states and records show it: without the zeros at its end. */
export const shown = (moment: string): string => moment.replace(/\.?0+Z$/, 'Z')

/** The latest of those that are there. */
export const latest = (...moments: readonly (string | undefined)[]): string | undefined =>
  moments.reduce((a, b) => (a === undefined || (b !== undefined && b > a) ? b : a), undefined)
