/** What the audit log tells of one change. */
export interface AuditRecord {
  id: string
  createdOn: string
  operation: string
  actor: { uuid: string; name: string } | null
  credential: { uuid: string | null; kind: string } | null
  workspace: string | null
  subject: string | null
  made: string | null
  path: string
  details: Record<string, unknown>
  address: string | null
  userAgent: string | null
}

/** One line of an export: the same facts without anything that has to be looked up. */
export const asLine = (record: AuditRecord): string => `${JSON.stringify(asFacts(record))}\n`

const asFacts = ({ id, createdOn, operation, actor, credential, ...record }: AuditRecord) => ({
  id,
  created_on: createdOn,
  operation,
  actor: actor && { uuid: `{${actor.uuid}}`, display_name: actor.name },
  credential: credential && {
    uuid: credential.uuid === null ? null : `{${credential.uuid}}`,
    kind: credential.kind,
  },
  workspace: braced(record.workspace),
  subject: braced(record.subject),
  made: braced(record.made),
  path: record.path,
  details: record.details,
  address: record.address,
  user_agent: record.userAgent,
})

const braced = (uuid: string | null) => uuid && `{${uuid}}`
