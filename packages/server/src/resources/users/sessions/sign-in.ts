import type { Forge } from '../../../kernel/forge.ts'
import { isPassword } from '../passwords/scrypt.ts'
import * as passwords from '../passwords/store.ts'
import * as users from '../store.ts'
import type { User } from '../user.ts'
import * as attempts from './attempts.ts'

interface Attempt {
  /** Username or e-mail address. */
  name: string
  password: string
  request: Request
}

/** What came of it: whom the password lets go on, or why nobody. */
export type Outcome = { user: User } | 'wrong' | 'too many'

/** Finds who knows the password. Whether there is such an account can be told from nothing. */
export async function signIn({ database }: Forge, { name, password, request }: Attempt): Promise<Outcome> {
  const user = await named(database.reader, name.trim().toLowerCase())
  const account = attempts.ofAccount(user?.uuid ?? name.trim().toLowerCase())
  if (await attempts.isOver(database, attempts.andAddress(request, account))) return 'too many'
  const kept = user && (await passwords.seek(database.reader, user))
  const isRight = await isPassword(password, kept)
  if (!isRight || user?.status !== 'active') return 'wrong'
  return { user }
}

/** Not by uuid or account id, which are no names. */
async function named(db: Forge['database']['reader'], name: string): Promise<User | undefined> {
  if (!name.includes('@')) return /^[a-z0-9_-]{1,62}$/.test(name) ? users.seek(db, name) : undefined
  const row = await db.selectFrom('emails').where('email', '=', name).select('user_uuid').executeTakeFirst()
  return row && users.seek(db, row.user_uuid)
}
