import { invalid } from '@pail/failures'
import type { User } from '../user.ts'

const SHORTEST = 10
/** Longer ones would only cost time to work through. */
export const LONGEST = 256

/** A password that its owner may have: long enough, and not what everybody knows of the account. */
export function asPassword(
  text: string,
  user: Pick<User, 'username' | 'displayName'>,
  { emails, field }: { emails: readonly string[]; field: string },
): string {
  const password = normal(text)
  const length = [...password].length
  if (length < SHORTEST) throw invalid(field, `at least ${SHORTEST} characters`)
  if (length > LONGEST) throw invalid(field, `at most ${LONGEST} characters`)
  const known = [user.username, user.displayName, ...emails].map(one => one.toLowerCase())
  if (known.includes(password.toLowerCase())) throw invalid(field, 'this is known to everybody')
  if (new Set(password).size < 4) throw invalid(field, 'the same few characters again and again')
  return password
}

/** The same for every way in which a keyboard may have composed it. */
export const normal = (text: string): string => text.normalize('NFKC')
