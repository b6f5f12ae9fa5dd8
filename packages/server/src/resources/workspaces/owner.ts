import type { Showing } from '../../kernel/present.ts'
import * as users from '../users/store.ts'
import type { User } from '../users/user.ts'
import type { Workspace } from './workspace.ts'

/** Whom clients see as the owner of what lies in a workspace: the person whose own it is, else the workspace. */
export function ownerOf(workspace: Workspace, showing: Showing): Workspace | Promise<User | Workspace> {
  if (workspace.personalOf === null) return workspace
  return showing.load(users.byUuids, workspace.personalOf).then(user => user ?? workspace)
}
