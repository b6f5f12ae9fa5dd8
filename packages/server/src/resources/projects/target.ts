import { Forbidden, NotFound } from '@pail/failures'
import { neededFor, type Permission, rankIn } from '../../auth/permissions.ts'
import type { Db } from '../../db/tables/index.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { Target } from '../../kernel/target.ts'
import { enter } from '../workspaces/target.ts'
import type { Workspace } from '../workspaces/workspace.ts'
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
  const standing = actor && (await store.standing(db, project, actor.uuid))
  return rankIn({
    isAdmin: actor?.isAdmin ?? false,
    membership: standing?.membership ?? null,
    // Who was granted a repository learns what the project around it is called.
    granted: standing?.granted ?? (standing?.isAround ? neededFor('read') : 0),
    isPrivate: project.isPrivate,
  })
}

/** The workspace in the path, for one who may make projects in it. */
export const founding: Target<Workspace> = {
  grade: 'account',
  async load(ask) {
    const { workspace, membership } = await enter(ask, ask.params.workspace ?? '')
    if (membership !== 'owner' && membership !== 'create-project' && !ask.actor?.isAdmin)
      throw new Forbidden('You do not have permission to create projects in this workspace.')
    return workspace
  },
}

/** A key under which a project is, or could be made. */
export interface ProjectPlace {
  workspace: Workspace
  project: Project | undefined
}

/** For changing what is there and creating what is not. */
export const projectPlace: Target<ProjectPlace> = {
  grade: 'admin',
  async load(ask) {
    const { workspace } = await enter(ask, ask.params.workspace ?? '')
    const found = await store.seek(ask.db, workspace, ask.params.project_key ?? '')
    const isSeen = found !== undefined && (await rankOn(ask.db, found, ask.actor)) > 0
    if (isSeen) return { workspace, project: await project('admin').load(ask) }
    return { workspace: await founding.load(ask), project: undefined }
  },
}
