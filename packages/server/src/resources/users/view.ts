import { links as at } from '../../kernel/links.ts'
import { flag, full, links, onRequest, text, uuid, type View, view } from '../../kernel/view.ts'
import type { Email, User } from './user.ts'

/** A user as everybody sees one. */
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
  account_status: full.text(u => u.status),
  location: full.text(u => u.location),
  is_staff: full.flag(u => u.isAdmin),
  has_2fa_enabled: onRequest.flag(() => false),
  username: full.text(u => u.username),
})

export const emailView = view<Email>('email', {
  email: text(e => e.email),
  is_primary: flag(e => e.isPrimary),
  is_confirmed: flag(e => e.isConfirmed),
  links: links({ self: (e, { site }) => at.email(site, e.email) }),
})
