const TIME = /^(\d{4})-(\d\d)-(\d\d)(?:[Tt ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d+))?)?([Zz]|[+ -]\d\d:?\d\d)?)?$/

/**
 * Reads an ISO 8601 date, or date and time, as UTC text of 24 characters, or undefined if there is no such time.
 * The time is UTC unless it has an offset; digits past the millisecond are dropped.
 */
export function toTime(text: string): string | undefined {
  const parts = TIME.exec(text)
  if (!parts) return undefined
  const [, year, month, day, hour = '00', minute = '00', second = '00', fraction = '', offset = 'Z'] = parts
  const millis = fraction.slice(0, 3).padEnd(3, '0')
  const local = `${year}-${month}-${day}T${hour}:${minute}:${second}.${millis}Z`
  const time = new Date(local)
  // Dates that overflow, such as 30 February, would otherwise be moved to the next month.
  if (Number.isNaN(time.getTime()) || time.toISOString() !== local) return undefined
  const minutes = offsetMinutes(offset)
  if (minutes === undefined) return undefined
  const utc = new Date(time.getTime() - minutes * 60_000).toISOString()
  return utc.length === local.length ? utc : undefined
}

function offsetMinutes(offset: string): number | undefined {
  if (offset === 'Z' || offset === 'z') return 0
  const hours = Number(offset.slice(1, 3))
  const minutes = Number(offset.slice(-2))
  if (hours > 23 || minutes > 59) return undefined
  // A plus sign that nobody escaped arrives as a space.
  return (offset[0] === '-' ? -1 : 1) * (hours * 60 + minutes)
}
