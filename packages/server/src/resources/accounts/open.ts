import type { Db } from '../../db/tables/index.ts'
import { makeFirstProject } from '../projects/make.ts'
import { makeUser, type NewUser } from '../users/make.ts'
import type { User } from '../users/user.ts'
import { makeWorkspace, type NewWorkspace } from '../workspaces/make.ts'
import * as workspaces from '../workspaces/store.ts'
import { isWorkspaceSlug, type Workspace } from '../workspaces/workspace.ts'

/** Makes an account together with a workspace of its own, where the username is free to be its slug. */
export async function openAccount(tx: Db, input: NewUser): Promise<User> {
  const user = await makeUser(tx, input)
  if (isWorkspaceSlug(user.username) && !(await workspaces.has(tx, user.username)))
    await openWorkspace(tx, { slug: user.username, name: user.displayName }, user, true)
  return user
}

/** Makes a workspace that a repository can be made in at once. */
export async function openWorkspace(
  tx: Db,
  input: NewWorkspace,
  owner: { uuid: string },
  personal = false,
): Promise<Workspace> {
  const workspace = await makeWorkspace(tx, input, owner, personal)
  await makeFirstProject(tx, workspace)
  return workspace
}
