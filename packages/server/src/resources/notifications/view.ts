import { Type } from 'typebox'
import { links as at } from '../../kernel/links.ts'
import { choice, embed, flag, links, text, time, type View, view } from '../../kernel/view.ts'
import { publishedByIds } from '../pull-requests/comments/store.ts'
import { commentView } from '../pull-requests/comments/view.ts'
import { byUuids as pullRequestsByUuids } from '../pull-requests/store.ts'
import { pullRequestView } from '../pull-requests/view.ts'
import { byUuids as repositoriesByUuids } from '../repositories/store.ts'
import { repositoryView } from '../repositories/view.ts'
import { byUuids as usersByUuids } from '../users/store.ts'
import { actingView } from '../users/view.ts'
import type { Notification } from './notification.ts'
import { REASONS } from './reason.ts'

export const notificationView: View<Notification> = view<Notification>('notification', {
  id: text(n => n.id),
  reason: choice(REASONS, n => n.reason),
  read: flag(n => n.isRead),
  created_on: time(n => n.createdOn),
  actor: embed(
    () => actingView,
    (n, { load }) => load(usersByUuids, n.actorUuid),
  ),
  repository: embed(
    () => repositoryView,
    (n, { load }) => load(repositoriesByUuids, n.repositoryUuid),
  ),
  pullrequest: embed(
    () => pullRequestView,
    (n, { load }) => load(pullRequestsByUuids, n.pullRequestUuid),
  ),
  comment: embed(
    () => commentView,
    (n, { load }) => (n.commentId === null ? undefined : load(publishedByIds, String(n.commentId))),
  ),
  links: links({ self: (n, { site }) => at.notification(site, n.id) }),
})

export const readInput = Type.Object({ read: Type.Boolean() })

export const allReadInput = Type.Object({ up_to: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })) })
