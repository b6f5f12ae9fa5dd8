import { Type } from 'typebox'
import { links as at } from '../../kernel/links.ts'
import {
  full,
  links,
  listed,
  type Member,
  onRequest,
  text,
  time,
  union,
  uuid,
  type View,
  view,
} from '../../kernel/view.ts'
import * as store from './store.ts'
import type { User, UserStatus } from './user.ts'

/** The words that Atlassian accounts have for it. */
const STATUS: Readonly<Record<UserStatus, string>> = { active: 'active', suspended: 'inactive', deleted: 'closed' }

/** A user as everybody sees one; who administers the installation is told to that person and to administrators. */
export const userView: View<User> = view<User>('user', {
  display_name: text(u => u.displayName),
  links: links({
    self: (u, { site }) => at.user(site, u.uuid),
    avatar: (u, { site }) => at.userAvatar(site, u.uuid),
    html: (u, { site }) => at.userPage(site, u.uuid),
  }),
  uuid: uuid(u => u.uuid),
  account_id: text(u => u.accountId),
  nickname: text(u => u.nickname),
  created_on: full.time(u => u.createdOn),
  account_status: full.text(u => STATUS[u.status]),
  location: full.text(u => u.location),
  is_staff: full.flag((u, { actor }) => (actor?.isAdmin || actor?.uuid === u.uuid ? u.isAdmin : undefined)),
  has_2fa_enabled: onRequest.flag(() => false),
  username: full.text(u => (u.status === 'deleted' ? undefined : u.username)),
})

/** What an access token acts as: it has no page and no name to be called by. */
const appUserView: View<User> = view<User>('app_user', {
  kind: text(u => u.kind),
  display_name: text(u => u.displayName),
  links: links({ avatar: (u, { site }) => at.userAvatar(site, u.uuid) }),
  uuid: uuid(u => u.uuid),
  account_id: text(u => u.accountId),
  account_status: text(u => STATUS[u.status]),
  created_on: time(u => u.createdOn),
})

/** Whoever may have done something: a person, or an access token. */
export const actingView: View<User> = union<User>(
  'acting_user',
  () => [userView, appUserView],
  user => (user.kind === 'person' ? userView : appUserView),
)

const raised = Object.fromEntries(
  userView.entries.map(([name, member]): [string, Member<User>] => [
    name,
    member.level === 'full' ? { ...member, level: 'listed' } : member,
  ]),
)

/** The same, shown whole in lists: what older clients know of the members of a team. */
export const profileView: View<User> = view<User>('user_profile', raised, 'user')

/** An account as those see it who look after it. */
export const personView: View<User> = view<User>(
  'person',
  {
    ...raised,
    email: listed.text((u, { load }) => load(store.primaryEmails, u.uuid).then(email => email ?? null)),
    is_admin: listed.flag(u => u.isAdmin),
    status: listed.choice(['active', 'suspended', 'deleted'], u => u.status),
  },
  'user',
)

const name = Type.String({ minLength: 1, maxLength: 255 })

export const newUserInput = Type.Object({
  username: Type.String({ minLength: 1, maxLength: 62 }),
  email: Type.String({ minLength: 3, maxLength: 255 }),
  display_name: Type.Optional(name),
  is_admin: Type.Optional(Type.Boolean()),
})

/** The last two are for administrators. */
export const userInput = Type.Object({
  display_name: Type.Optional(name),
  nickname: Type.Optional(name),
  location: Type.Optional(Type.Union([Type.String({ maxLength: 255 }), Type.Null()])),
  avatar: Type.Optional(Type.Union([Type.String(), Type.Null()])),
  username: Type.Optional(Type.String({ minLength: 1, maxLength: 62 })),
  status: Type.Optional(Type.Union([Type.Literal('active'), Type.Literal('suspended')])),
  is_admin: Type.Optional(Type.Boolean()),
})
