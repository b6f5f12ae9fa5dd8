import { Invalid, invalid, NotFound } from '@pail/failures'
import type { Db } from '../../db/tables/index.ts'
import { now } from '../../kernel/clock.ts'
import { hasAccess } from '../repositories/holder-access.ts'
import type { User } from '../users/user.ts'
import * as store from './store.ts'
import type { Reviewing } from './target.ts'

/** Names somebody a default reviewer; naming them again changes nothing. */
export async function addReviewer(tx: Db, { on, user }: Reviewing): Promise<User> {
  if (user.kind !== 'person') throw unfit('only people can be default reviewers')
  if (!(await hasAccess(tx, on, user))) throw unfit(`${user.displayName} has no access to this ${on.kind}`)
  await store.save(tx, on, user, now())
  return user
}

/** The account, which must be a default reviewer. */
export async function findReviewer(db: Db, { on, user }: Reviewing): Promise<User> {
  if (!(await store.has(db, on, user))) throw missing({ on, user })
  return user
}

/** Takes somebody off the list. A repository does not mind when they are not on it. */
export async function removeReviewer(tx: Db, { on, user }: Reviewing): Promise<void> {
  const wasThere = await store.remove(tx, on, user)
  if (!wasThere && on.kind === 'project') throw missing({ on, user })
}

const unfit = (complaint: string) => invalid('user', complaint)

/** Quirk: a repository answers 404 and a project 400. */
function missing({ on, user }: Reviewing): Invalid | NotFound {
  const sentence = `${user.displayName} is not a default reviewer of this ${on.kind}.`
  return on.kind === 'project' ? new Invalid(sentence) : new NotFound(sentence)
}
