import { invalid } from '@pail/failures'
import type { Permission } from '../../../auth/permissions.ts'
import type { Member } from '../../workspaces/members/member.ts'
import type { Workspace } from '../../workspaces/workspace.ts'

/** What rights are granted on: a project or a repository. */
export interface Granting {
  uuid: string
  workspace: Workspace
}

/** What was granted on one thing to one person or group, which may be nothing. */
export interface Grant<On, To> {
  on: On
  to: To
  permission: Permission | 'none'
}

/** Rights are for those who belong to the workspace; its owners have every right already. */
export function refuseGrantee(member: Member | undefined): void {
  if (!member) throw refusal('This person is not a member of the workspace.')
  if (member.permission === 'owner') throw refusal('This person owns the workspace and may do everything in it.')
}

const refusal = (complaint: string) => invalid('user', complaint)
