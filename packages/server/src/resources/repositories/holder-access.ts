import { rankIn } from '../../auth/permissions.ts'
import type { Db } from '../../db/tables/index.ts'
import * as projects from '../projects/store.ts'
import type { User } from '../users/user.ts'
import * as workspaces from '../workspaces/store.ts'
import { hasExplicitAccess } from './explicit.ts'
import type { Holder } from './holder.ts'
import type { Repository } from './repository.ts'

/**
 * Whether a person who can still sign in belongs to a repository or project: by what was granted to them, or as a
 * member of the workspace who sees it.
 */
export async function hasAccess(db: Db, holder: Holder, user: User): Promise<boolean> {
  if (user.kind !== 'person' || user.status !== 'active') return false
  if (holder.kind === 'repository') return mayRead(db, holder.repository, user)
  const standing = await projects.standing(db, holder.project, user.uuid)
  const membership = standing?.membership ?? null
  const granted = Math.max(standing?.granted ?? 0, standing?.isAround ?? 0)
  const isPrivate = holder.project.isPrivate || membership === null
  return rankIn({ isAdmin: user.isAdmin, membership, granted, isPrivate }) > 0
}

async function mayRead(db: Db, repository: Repository, user: User): Promise<boolean> {
  if (await hasExplicitAccess(db, repository, user)) return true
  if (repository.isPrivate) return false
  const entered = await workspaces.enter(db, repository.workspace.uuid, user.uuid)
  return (entered?.membership ?? null) !== null
}
