import { Type } from 'typebox'
import { links as at } from '../../../kernel/links.ts'
import { embed, embedAll, flag, text, untyped, uuid, type View } from '../../../kernel/view.ts'
import type { User } from '../../users/user.ts'
import type { Workspace } from '../workspace.ts'
import type { Group } from './group.ts'
import * as store from './store.ts'

/** An account in the form of API 1.0. */
export const userProfileView: View<User> = untyped<User>('v1_user', {
  display_name: text(u => u.displayName),
  account_id: text(u => u.accountId),
  username: text(u => u.username),
  nickname: text(u => u.nickname),
  uuid: uuid(u => u.uuid),
  is_team: flag(() => false),
  is_staff: flag(() => false),
  avatar: text((u, { site }) => at.userAvatar(site, u.uuid)),
  resource_uri: text(u => `/1.0/users/${u.username}`),
})

/** A workspace as the owner of a group, in the same form. */
const ownerView: View<Workspace> = untyped<Workspace>('v1_team', {
  display_name: text(w => w.name),
  username: text(w => w.slug),
  uuid: uuid(w => w.uuid),
  is_team: flag(() => true),
  is_staff: flag(() => false),
  avatar: text((w, { site }) => at.workspaceAvatar(site, w.slug)),
  resource_uri: text(w => `/1.0/users/${w.slug}`),
})

export const groupView: View<Group> = untyped<Group>('v1_group', {
  name: text(g => g.name),
  slug: text(g => g.slug),
  permission: text(g => g.permission),
  auto_add: flag(g => g.autoAdd),
  email_forwarding_disabled: flag(g => g.emailForwardingDisabled),
  members: embedAll(
    () => userProfileView,
    (g, { load }) => load(store.membersOf, g.uuid).then(members => members ?? []),
  ),
  owner: embed(
    () => ownerView,
    g => g.workspace,
  ),
  resource_uri: text(g => `/1.0/groups/${g.workspace.slug}/${g.slug}`),
})

const name = Type.String({ minLength: 1, maxLength: 255 })

export const newGroupInput = Type.Object({ name })

export const groupInput = Type.Object({
  name: Type.Optional(name),
  permission: Type.Optional(
    Type.Union([Type.Literal('read'), Type.Literal('write'), Type.Literal('admin'), Type.Literal('none'), Type.Null()]),
  ),
  auto_add: Type.Optional(Type.Boolean()),
  email_forwarding_disabled: Type.Optional(Type.Boolean()),
})
