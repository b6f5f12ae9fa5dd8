import { NotFound } from '@pail/failures'
import type { Known } from '../../kernel/actor.ts'
import { oneself, type Target } from '../../kernel/target.ts'
import { repository } from '../repositories/target.ts'
import { seekAccount } from '../users/store.ts'
import { workspace } from '../workspaces/target.ts'
import type { Subject } from './webhook.ts'

/** The repository in the path as something that hooks listen to, for its administrators. */
export const heardRepository: Target<Subject> = {
  grade: 'admin',
  async load(ask) {
    const thing = await repository('admin').load(ask)
    return { kind: 'repository', uuid: thing.uuid, thing, workspace: thing.workspace }
  },
}

/** The same of a workspace, for its owners. */
export const heardWorkspace: Target<Subject> = {
  grade: 'admin',
  async load(ask) {
    const thing = await workspace('admin').load(ask)
    return { kind: 'workspace', uuid: thing.uuid, thing, workspace: thing }
  },
}

/** The same of the caller. */
export const heardSelf: Target<Subject> = {
  ...oneself,
  async load({ db, actor }) {
    const thing = await seekAccount(db, (actor as Known).uuid)
    if (!thing) throw new NotFound('There is no such account.')
    return { kind: 'user', uuid: thing.uuid, thing, workspace: undefined }
  },
}
