import { invalid } from '@pail/failures'
import type { Db } from '../../db/tables/index.ts'
import type { Known } from '../../kernel/actor.ts'
import * as workspaces from '../workspaces/store.ts'
import type { Workspace } from '../workspaces/workspace.ts'

/** The workspace that a repository is to go to; one that is hidden from the caller is refused like one that is not there. */
export async function destination(db: Db, actor: Known, id: string): Promise<Workspace> {
  const entered = await workspaces.enter(db, id, actor.uuid)
  const isSeen = entered && (!entered.workspace.isPrivate || entered.membership !== null || actor.isAdmin)
  if (!isSeen) throw unfit(`Workspace ${id} not found.`)
  return entered.workspace
}

export const unfit = (complaint: string) => invalid('workspace', complaint)
