import type { Person } from '@pail/git'
import type { Db } from '../../db/tables/index.ts'
import { embed, text, type View, view } from '../../kernel/view.ts'
import { fromRow } from '../users/store.ts'
import type { User } from '../users/user.ts'
import { actingView } from '../users/view.ts'

/** The accounts to which these addresses, in lower case, are known to belong. */
export async function byEmails(db: Db, emails: readonly string[]): Promise<Map<string, User>> {
  const rows = await db
    .selectFrom('emails')
    .innerJoin('users', 'users.uuid', 'emails.user_uuid')
    .where('emails.email', 'in', emails)
    .where('emails.is_confirmed', '=', 1)
    .selectAll('users')
    .select('emails.email')
    .execute()
  return new Map(rows.map(row => [row.email, fromRow(row)]))
}

const members = {
  raw: text<Person>(person => person.raw),
  user: embed<Person, User>(
    () => actingView,
    (person, { load }) => (person.email === '' ? undefined : load(byEmails, person.email.toLowerCase())),
  ),
}

/** Who wrote a change, with the account that has the address. */
export const authorView: View<Person> = view<Person>('author', members)

/** Who made it a commit. */
export const committerView: View<Person> = view<Person>('committer', members)
