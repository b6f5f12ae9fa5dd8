import { Conflict } from '@pail/failures'
import type { Db } from '../../db/tables/index.ts'
import type { Known } from '../../kernel/actor.ts'
import { changeUser, type UserInput } from '../users/change.ts'
import type { User } from '../users/user.ts'
import { changeWorkspace } from '../workspaces/change.ts'
import * as workspaces from '../workspaces/store.ts'
import { isWorkspaceSlug } from '../workspaces/workspace.ts'

/** Changes an account. With its username goes the workspace of its own that is called the same. */
export async function changeAccount(tx: Db, actor: Known, user: User, input: UserInput): Promise<User> {
  const changed = await changeUser(tx, actor, user, input)
  if (changed.username !== user.username) await moveWorkspace(tx, user, changed.username)
  return changed
}

async function moveWorkspace(tx: Db, { uuid, username }: User, slug: string): Promise<void> {
  const personal = await workspaces.seekPersonal(tx, uuid)
  const named = await workspaces.enter(tx, slug, uuid)
  if (named && named.workspace.uuid !== personal?.uuid)
    throw new Conflict('A workspace has this name.', { fields: { username: ['a workspace has this name'] } })
  if (personal?.slug === username && isWorkspaceSlug(slug)) await changeWorkspace(tx, personal, { slug })
}
