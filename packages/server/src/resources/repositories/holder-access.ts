import { rankIn } from '../../auth/permissions.ts'
import type { Db } from '../../db/tables/index.ts'
import * as projects from '../projects/store.ts'
import type { User } from '../users/user.ts'
import { hasExplicitAccess } from './explicit.ts'
import type { Holder } from './holder.ts'

/** Whether a person who can still sign in may read a repository, or something in a project, other than as everybody may. */
export async function hasAccess(db: Db, holder: Holder, user: User): Promise<boolean> {
  if (user.kind !== 'person' || user.status !== 'active') return false
  if (holder.kind === 'repository') return hasExplicitAccess(db, holder, user)
  const standing = await projects.standing(db, holder.project, user.uuid)
  const granted = Math.max(standing?.granted ?? 0, standing?.isAround ?? 0)
  return rankIn({ isAdmin: user.isAdmin, membership: standing?.membership ?? null, granted, isPrivate: true }) > 0
}
