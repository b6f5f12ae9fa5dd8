import { type Columns, inOrder, matching, type PageRequest, paginate } from '@pail/db'
import type { AuditRow, Db } from '../../db/tables/index.ts'
import type { Filter } from '../../kernel/filter.ts'
import type { AuditRecord } from './record.ts'

const text = (column: string) => ({ type: 'text', column: `audit_records.${column}` }) as const
const uuid = (column: string) => ({ type: 'uuid', column: `audit_records.${column}` }) as const

/** What the log can be filtered and sorted by. */
export const auditFields: Columns = {
  created_on: { type: 'time', column: 'audit_records.created_on' },
  operation: text('operation'),
  'actor.uuid': uuid('actor_uuid'),
  'actor.display_name': text('actor_name'),
  'credential.uuid': uuid('credential_uuid'),
  'credential.kind': text('credential_kind'),
  'workspace.uuid': uuid('workspace_uuid'),
  'subject.uuid': uuid('subject_uuid'),
  'made.uuid': uuid('made_uuid'),
  path: text('path'),
  address: text('address'),
}

/** Which part of the log is meant: all of it, or what was done in a workspace, from one moment to before another. */
export interface Wanted extends Filter {
  workspace: string | undefined
  from: string | undefined
  until: string | undefined
}

const NEWEST_FIRST = { path: 'created_on', descending: true } as const

export const list = (db: Db, wanted: Wanted, page: PageRequest) =>
  paginate(
    among(db, wanted).$call(inOrder(wanted.sort ?? NEWEST_FIRST, auditFields, 'audit_records.id')),
    page,
    fromRow,
  )

/** The next so many after one, oldest first; for going through all of them. */
export async function after(db: Db, wanted: Wanted, id: string, most: number): Promise<AuditRecord[]> {
  const rows = await among(db, wanted)
    .where('audit_records.id', '>', id)
    .orderBy('audit_records.id')
    .limit(most)
    .execute()
  return rows.map(fromRow)
}

const among = (db: Db, { query, workspace, from, until }: Wanted) =>
  db
    .selectFrom('audit_records')
    .selectAll()
    .where(matching(query, auditFields))
    .$if(workspace !== undefined, q => q.where('audit_records.workspace_uuid', '=', workspace!))
    .$if(from !== undefined, q => q.where('audit_records.created_on', '>=', from!))
    .$if(until !== undefined, q => q.where('audit_records.created_on', '<', until!))

const fromRow = (row: AuditRow): AuditRecord => ({
  id: row.id,
  createdOn: row.created_on,
  operation: row.operation,
  actor: row.actor_uuid === null ? null : { uuid: row.actor_uuid, name: row.actor_name ?? '' },
  credential: row.credential_kind === null ? null : { uuid: row.credential_uuid, kind: row.credential_kind },
  workspace: row.workspace_uuid,
  subject: row.subject_uuid,
  made: row.made_uuid,
  path: row.path,
  details: JSON.parse(row.details) as Record<string, unknown>,
  address: row.address,
  userAgent: row.user_agent,
})
