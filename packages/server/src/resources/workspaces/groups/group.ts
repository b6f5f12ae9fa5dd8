import { asName } from '../../users/user.ts'
import type { Workspace } from '../workspace.ts'

export type GroupPermission = 'read' | 'write' | 'admin'

/** People of a workspace that rights are given to together. */
export interface Group {
  uuid: string
  workspace: Workspace
  /** Made from the first name and kept: clients remember a group by it. */
  slug: string
  name: string
  /** What the group gets on each repository that is made from now on. */
  permission: GroupPermission | null
  /** Kept for clients that set them; the permission alone decides what a new repository grants. */
  autoAdd: boolean
  emailForwardingDisabled: boolean
  createdOn: string
}

export interface GroupInput {
  name?: string
  permission?: GroupPermission | 'none' | null
  auto_add?: boolean
  email_forwarding_disabled?: boolean
}

const MAX_SLUG = 62

/** Lower case, with dashes for what is neither letter nor digit; `otherwise` where nothing else is left. */
export function groupSlug(name: string, otherwise: string): string {
  const dashed = name.toLowerCase().replaceAll(/[^a-z0-9_]+/g, '-')
  return dashed.slice(0, MAX_SLUG).replaceAll(/^-+|-+$/g, '') || otherwise
}

export const changed = (group: Group, input: GroupInput): Group => ({
  ...group,
  name: input.name === undefined ? group.name : asName(input.name, 'name'),
  permission: input.permission === undefined ? group.permission : permissionOf(input.permission),
  autoAdd: input.auto_add ?? group.autoAdd,
  emailForwardingDisabled: input.email_forwarding_disabled ?? group.emailForwardingDisabled,
})

const permissionOf = (permission: GroupPermission | 'none' | null) => (permission === 'none' ? null : permission)
