import { Forbidden, NotFound } from '@pail/failures'
import { neededFor } from '../../auth/permissions.ts'
import { Moved } from '../../kernel/failure.ts'
import type { Ask, Grade, Target } from '../../kernel/target.ts'
import { workspace } from '../workspaces/target.ts'
import type { Workspace } from '../workspaces/workspace.ts'
import * as reaching from './reach.ts'
import type { Repository } from './repository.ts'

/** What is said of a repository that is not there, or not for the caller. */
export const HIDDEN =
  'You may not have access to this repository or it no longer exists in this workspace. If you think this repository exists and you have access, make sure you are authenticated.'

/** The repository in the path, for one who may do this much with it; a private one is hidden from the others. */
export const repository = (grade: Grade): Target<Repository> => ({
  grade,
  load: async ask => (await reach(ask, grade)).repository,
})

/** The same with the rank that the caller has there. */
export async function reach({ db, actor, params }: Ask, grade: Grade): Promise<reaching.Reached> {
  const { workspace = '', repo_slug: slug = '' } = params
  const reached = await reaching.reach(db, workspace, slug, actor)
  if (!reached) await follow({ db, actor, params })
  if (!reached || reached.rank === 0) throw new NotFound(HIDDEN)
  if (reached.rank < neededFor(grade))
    throw new Forbidden(`Access denied. You must have ${grade === 'admin' ? 'admin' : 'write or admin'} access.`)
  return reached
}

/** Leads on to where a repository is now that is no longer here, if the caller may see it there. */
async function follow({ db, actor, params }: Ask): Promise<void> {
  const moved = await reaching.movedTo(db, params.workspace ?? '', params.repo_slug ?? '')
  const seen = moved && (await reaching.reach(db, moved.workspace, moved.repo_slug, actor))
  if (seen && seen.rank > 0) throw new Moved({ ...moved })
}

/** An address at which a repository is, or could be made. */
export interface Place {
  workspace: Workspace
  repository: Repository | undefined
}

/** For changing what is there or has gone elsewhere, and creating what is not. */
export const place: Target<Place> = {
  grade: 'admin',
  async load(ask) {
    const { workspace: id = '', repo_slug: slug = '' } = ask.params
    const reached = await reaching.reach(ask.db, id, slug, ask.actor)
    if (!reached) await follow(ask)
    if (!reached || reached.rank === 0) return { workspace: await workspace('member').load(ask), repository: undefined }
    const found = await repository('admin').load(ask)
    return { workspace: found.workspace, repository: found }
  },
}
