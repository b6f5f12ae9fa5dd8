import { Forbidden, NotFound } from '@pail/failures'
import { neededFor } from '../../auth/permissions.ts'
import { Moved } from '../../kernel/failure.ts'
import type { Ask, Grade, Target } from '../../kernel/target.ts'
import { workspace } from '../workspaces/target.ts'
import type { Workspace } from '../workspaces/workspace.ts'
import type { Repository } from './repository.ts'
import * as store from './store.ts'

const HIDDEN =
  'You may not have access to this repository or it no longer exists in this workspace. If you think this repository exists and you have access, make sure you are authenticated.'

/** The repository in the path, for one who may do this much with it; a private one is hidden from the others. */
export const repository = (grade: Grade): Target<Repository> => ({
  grade,
  load: async ask => (await reach(ask, grade)).repository,
})

/** The same with the rank that the caller has there. */
export async function reach({ db, actor, params }: Ask, grade: Grade): Promise<store.Reached> {
  const { workspace = '', repo_slug: slug = '' } = params
  const reached = await store.reach(db, workspace, slug, actor)
  if (!reached) {
    const moved = await store.movedTo(db, workspace, slug)
    const seen = moved && (await store.reach(db, moved.workspace, moved.repo_slug, actor))
    if (seen && seen.rank > 0) throw new Moved({ ...moved })
  }
  if (!reached || reached.rank === 0) throw new NotFound(HIDDEN)
  if (reached.rank < neededFor(grade))
    throw new Forbidden(`Access denied. You must have ${grade === 'admin' ? 'admin' : 'write or admin'} access.`)
  return reached
}

/** An address at which a repository is, or could be made. */
export interface Place {
  workspace: Workspace
  repository: Repository | undefined
}

/** For changing what is there and creating what is not: the repository needs an admin, the workspace a member. */
export const place: Target<Place> = {
  grade: 'admin',
  async load(ask) {
    const { workspace: id = '', repo_slug: slug = '' } = ask.params
    const reached = await store.reach(ask.db, id, slug, ask.actor)
    if (reached && reached.rank > 0) {
      const found = await repository('admin').load(ask)
      return { workspace: found.workspace, repository: found }
    }
    return { workspace: await workspace('member').load(ask), repository: undefined }
  },
}
