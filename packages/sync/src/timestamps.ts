const STAMP = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9})\d*)?(Z|[+-]\d\d:?\d\d)$/i

/** Microseconds since 1970, of any way to write a moment that the API uses; finer parts are cut off. */
export function microsOf(text: string): bigint | undefined {
  const [, second, fraction = '', zone] = STAMP.exec(text) ?? []
  if (second === undefined) return undefined
  const ms = Date.parse(second + (zone === 'z' ? 'Z' : zone))
  return Number.isNaN(ms) ? undefined : BigInt(ms) * 1000n + BigInt(fraction.slice(0, 6).padEnd(6, '0'))
}

/** `2026-11-21T10:11:12.123456Z`: always as long, so that texts are ordered as moments are. */
export function isoOf(micros: bigint): string {
  const fraction = ((micros % 1_000_000n) + 1_000_000n) % 1_000_000n
  const second = new Date(Number((micros - fraction) / 1000n)).toISOString().slice(0, -5)
  return `${second}.${String(fraction).padStart(6, '0')}Z`
}
