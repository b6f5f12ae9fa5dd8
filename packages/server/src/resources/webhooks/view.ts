import { Type } from 'typebox'
import { links as at } from '../../kernel/links.ts'
import {
  choice,
  embed,
  flag,
  group,
  links,
  text,
  union,
  untyped,
  uuid,
  type View,
  value,
  view,
  zuluTime,
} from '../../kernel/view.ts'
import { fullName, type Repository } from '../repositories/repository.ts'
import { repositoryView } from '../repositories/view.ts'
import { userView } from '../users/view.ts'
import { workspaceView } from '../workspaces/view.ts'
import type { Workspace } from '../workspaces/workspace.ts'
import { type HookEvent, hookEvents } from './hook-event.ts'
import type { Subject, Webhook } from './webhook.ts'

type Thing = Subject['thing']

/** What a hook listens to. */
const subjectView: View<Thing> = union<Thing>(
  'webhook_subject',
  () => [repositoryView, workspaceView, userView],
  thing =>
    ('scm' in thing || 'project' in thing ? repositoryView : 'slug' in thing ? workspaceView : userView) as View<Thing>,
)

const names = Type.Array(Type.String({ enum: hookEvents.map(({ event }) => event) }))

export const webhookView: View<Webhook> = view<Webhook>('webhook_subscription', {
  uuid: uuid(w => w.uuid),
  url: text(w => w.url),
  description: text(w => w.description),
  subject_type: choice(['repository', 'workspace', 'user'], w => w.subject.kind),
  subject: embed(
    () => subjectView,
    w => w.subject.thing,
  ),
  active: flag(w => w.isActive),
  created_at: zuluTime(w => w.createdOn),
  events: value(names, w => w.events),
  links: links({
    self: (w, { site }) => selfOf(w.subject, site, w.uuid),
  }),
  secret_set: flag(w => w.hasSecret),
  skip_cert_verification: flag(w => w.skipsCertificates),
  history_enabled: flag(w => w.keepsHistory),
  // Of hooks that an app brought; those are not kept.
  source: text(() => null),
  read_only: flag(() => false),
})

/** Where a hook is found. */
export function selfOf({ kind, thing }: Subject, site: Parameters<typeof at.user>[0], uid: string): string {
  if (kind === 'user') return at.userHook(site, uid)
  if (kind === 'workspace') return at.workspacePart(site, (thing as Workspace).slug, `hooks/%7B${uid}%7D`)
  return at.repositoryPart(site, fullName(thing as Repository), `hooks/%7B${uid}%7D`)
}

export const hookEventView: View<HookEvent> = untyped<HookEvent>('hook_event', {
  event: text(e => e.event),
  category: text(e => e.category),
  label: text(e => e.label),
  description: text(e => e.description),
})

const listed = (kind: 'repository' | 'workspace') =>
  value<object>(Type.Object({ href: Type.String() }), (_, { site }) => ({ href: at.hookEvents(site, kind) }))

/** Where the events of each kind of subject are listed. */
export const subjectTypesView: View<object> = untyped<object>('subject_types', {
  repository: group<object>({ events: listed('repository') }),
  workspace: group<object>({ events: listed('workspace') }),
})

const optional = {
  description: Type.Optional(Type.Union([Type.String({ maxLength: 10_000 }), Type.Null()])),
  active: Type.Optional(Type.Boolean()),
  secret: Type.Optional(Type.Union([Type.String({ maxLength: 128 }), Type.Null()])),
  skip_cert_verification: Type.Optional(Type.Boolean()),
  history_enabled: Type.Optional(Type.Boolean()),
}
const url = Type.String()
const events = Type.Array(Type.String({ maxLength: 100 }), { maxItems: 100 })

/** What a new hook must and may be told. */
export const newWebhookInput = Type.Object({ url, events, ...optional })

/** The same of one that is there. */
export const webhookInput = Type.Object({ url: Type.Optional(url), events: Type.Optional(events), ...optional })
