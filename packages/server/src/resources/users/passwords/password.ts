import { Invalid } from '@pail/failures'
import type { User } from '../user.ts'

const SHORTEST = 10
/** Longer ones would only cost time to work through. */
export const LONGEST = 256

/** A password that its owner may have: long enough, and not what everybody knows of the account. */
export function asPassword(
  text: string,
  user: Pick<User, 'username' | 'displayName'>,
  emails: readonly string[],
): string {
  const password = normal(text)
  const length = [...password].length
  if (length < SHORTEST) throw refusal('password', `at least ${SHORTEST} characters`)
  if (length > LONGEST) throw refusal('password', `at most ${LONGEST} characters`)
  const known = [user.username, user.displayName, ...emails].map(one => one.toLowerCase())
  if (known.includes(password.toLowerCase())) throw refusal('password', 'this is known to everybody')
  if (new Set(password).size < 4) throw refusal('password', 'the same few characters again and again')
  return password
}

/** The same for every way in which a keyboard may have composed it. */
export const normal = (text: string): string => text.normalize('NFKC')

export const refusal = (field: string, complaint: string) =>
  new Invalid(`${field}: ${complaint}`, { fields: { [field]: [complaint] } })
