import { invalid } from '@pail/failures'
import type { Db } from '../../db/tables/index.ts'
import { asHolder } from '../repositories/holder.ts'
import { hasAccess } from '../repositories/holder-access.ts'
import type { Repository } from '../repositories/repository.ts'
import * as users from '../users/store.ts'
import type { User } from '../users/user.ts'

/** Nobody asks more people than this. */
const MOST = 100

/** Whom a list of reviewers may name, and who need not be asked about again. */
interface About {
  repository: Repository
  authorUuid: string
  present?: readonly string[]
}

/** The accounts that a body names by uuid, account id or username; refuses all who cannot review. */
export async function reviewersIn(db: Db, given: unknown, about: About): Promise<string[]> {
  const found = await Promise.all(idsIn(given).map(id => users.seek(db, id)))
  const complaints: string[] = []
  for (const user of found) {
    const complaint = user ? await against(db, user, about) : MALFORMED
    if (complaint !== undefined && !complaints.includes(complaint)) complaints.push(complaint)
  }
  if (complaints.length > 0) throw refused(complaints)
  return [...new Set(found.map(user => user!.uuid))]
}

/** In the sentences that clients look for, to leave these people out and try again. */
async function against(db: Db, user: User, about: About): Promise<string | undefined> {
  if (user.uuid === about.authorUuid) return `${user.displayName} is the author and cannot be included as a reviewer.`
  if (about.present?.includes(user.uuid)) return undefined
  return (await hasAccess(db, asHolder(about.repository), user))
    ? undefined
    : `${user.displayName} is not a member of this workspace and cannot be added to this pull request`
}

function idsIn(given: unknown): string[] {
  if (!Array.isArray(given) || given.length > MOST) throw refused([MALFORMED])
  return given.map(one => {
    const { uuid, account_id, username } = (one ?? {}) as Record<string, unknown>
    const id = uuid ?? account_id ?? username
    if (typeof id !== 'string' || id === '' || id.length > MAX_ID) throw refused([MALFORMED])
    return id
  })
}

const MALFORMED = 'Malformed reviewers list'
const MAX_ID = 255

const refused = (complaints: string[]) => invalid('reviewers', ...complaints)
