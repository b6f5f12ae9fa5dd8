import { readFileSync } from 'node:fs'
import type { Client } from '@pail/client'
import { Failed, Misused } from './failure.ts'

/** The text of a public key; `-` reads what is piped in. A private one goes nowhere. */
export function keyIn(file: string): string {
  const text = textOf(file)
  if (/PRIVATE KEY|PuTTY-User-Key-File/.test(text))
    throw new Misused(`${file} is a private key; send the public half only`)
  return text
}

/** What stands in a file; `-` reads what is piped in. */
export function textOf(file: string): string {
  try {
    return readFileSync(file === '-' ? 0 : file, 'utf8')
  } catch (error) {
    throw new Failed(`${file} cannot be read (${(error as NodeJS.ErrnoException).code})`)
  }
}

export const FILE = 'with the public key, such as ~/.ssh/id_ed25519.pub; - reads what is piped in'

/** The account that keys are kept for: one's own, unless another is named. */
export async function holderOf({ users }: Client, username: string | undefined): Promise<{ selected_user: string }> {
  return { selected_user: username ?? (await users.current({})).uuid ?? '' }
}
