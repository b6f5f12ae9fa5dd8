import { once } from 'node:events'

/** Writes, and waits where whoever reads is slower. */
export async function print(text: string | Uint8Array): Promise<void> {
  if (!process.stdout.write(text)) await once(process.stdout, 'drain')
}

/** Names come from elsewhere: no terminal is told what to do by them. */
export const plain = (text: string): string => text.replaceAll(/\p{Cc}|\p{Cf}/gu, '\u{fffd}')

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB']

/** `16003176` as `16.0 MB`. */
export function bytes(count: number): string {
  const step = Math.min(UNITS.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(count, 1)) / 3)))
  return step === 0 ? `${count} B` : `${(count / 1000 ** step).toFixed(1)} ${UNITS[step]}`
}
