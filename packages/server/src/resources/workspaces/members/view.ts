import { Type } from 'typebox'
import { links as at } from '../../../kernel/links.ts'
import { choice, embed, links, onRequest, time, type View, view } from '../../../kernel/view.ts'
import { userView } from '../../users/view.ts'
import { workspaceView } from '../view.ts'
import { MEMBERSHIPS, type Member } from './member.ts'

/** A person as a member: `fields=+values.user.email` shows the address that the list was filtered by. */
const memberUserView = view<Member['user']>(
  'workspace_member',
  { ...userView.members, email: onRequest.text(u => u.email) },
  'user',
)

export const memberView: View<Member> = view<Member>('workspace_membership', {
  user: embed(
    () => memberUserView,
    m => m.user,
  ),
  workspace: embed(
    () => workspaceView,
    m => m.workspace,
  ),
  links: links({ self: (m, { site }) => at.member(site, m.workspace.slug, m.user.uuid) }),
})

/** The same with what the member may do there. */
export const permissionView: View<Member> = view<Member>(
  'workspace_permission',
  {
    permission: choice(MEMBERSHIPS, m => m.permission),
    ...memberView.members,
    added_on: time(m => m.addedOn),
    last_accessed: time(m => m.lastAccessed),
  },
  'workspace_membership',
)

export const memberInput = Type.Object({
  permission: Type.Union(MEMBERSHIPS.map(permission => Type.Literal(permission))),
})
