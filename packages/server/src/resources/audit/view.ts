import { Type } from 'typebox'
import { embed, group, text, time, uuid, type View, value, view } from '../../kernel/view.ts'
import { byUuids } from '../users/store.ts'
import { actingView } from '../users/view.ts'
import type { AuditRecord } from './record.ts'

/** A change as the log tells it; the actor as it is now, by the name it had then. */
export const auditView: View<AuditRecord> = view<AuditRecord>('audit_record', {
  id: text(r => r.id),
  created_on: time(r => r.createdOn),
  operation: text(r => r.operation),
  actor: embed(
    () => actingView,
    (r, { load }) => r.actor && load(byUuids, r.actor.uuid),
  ),
  actor_name: text(r => r.actor?.name),
  credential: group({
    uuid: uuid(r => r.credential?.uuid),
    kind: text(r => r.credential?.kind),
  }),
  workspace: group({ uuid: uuid(r => r.workspace) }),
  subject: group({ uuid: uuid(r => r.subject) }),
  made: group({ uuid: uuid(r => r.made) }),
  path: text(r => r.path),
  details: value(Type.Record(Type.String(), Type.Unknown()), r => r.details),
  address: text(r => r.address),
  user_agent: text(r => r.userAgent),
})

const moment = Type.Optional(Type.String({ maxLength: 40 }))

/** A part of the log by time, each end a date or a moment. */
export const auditQuery = Type.Object({ from: moment, until: moment })
