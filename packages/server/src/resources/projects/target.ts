import { Forbidden, NotFound } from '@pail/failures'
import { type Membership, neededFor, type Permission, rankIn } from '../../auth/permissions.ts'
import type { Db } from '../../db/tables/index.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { Target } from '../../kernel/target.ts'
import { enter } from '../workspaces/target.ts'
import type { Project } from './project.ts'
import * as store from './store.ts'

const HIDDEN =
  'You may not have access to this project or it no longer exists in this workspace. If you think this project exists and you have access, make sure you are authenticated.'

/** The project in the path, for one who has this level on it; a private one is hidden from the others. */
export const project = (level: Permission): Target<Project> => ({
  grade: level === 'create-repo' ? 'write' : level,
  async load(ask) {
    const { workspace } = await enter(ask, ask.params.workspace ?? '')
    const found = await store.seek(ask.db, workspace, ask.params.project_key ?? '')
    const rank = found ? await rankOn(ask.db, found, ask.actor) : 0
    if (!found || rank === 0) throw new NotFound(HIDDEN)
    if (rank < neededFor(level)) throw new Forbidden(`Access denied. You must have ${level} access to this project.`)
    return found
  },
})

/** What the caller may do with a project, as a rank. */
export async function rankOn(db: Db, project: Project, actor: Actor): Promise<number> {
  const standing = actor ? await store.standing(db, project, actor.uuid) : { membership: null, granted: [] }
  const granted = Math.max(0, ...standing.granted.map(neededFor))
  return rankIn({
    isAdmin: actor?.isAdmin ?? false,
    membership: standing.membership as Membership | null,
    granted,
    isPrivate: project.isPrivate,
  })
}
