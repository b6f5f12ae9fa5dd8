/** A change of a credential, a permission or a setting. Rows are only ever added. */
export interface AuditRow {
  /** Sorts by time. */
  id: string
  created_on: string
  /** The id of the operation that made the change. */
  operation: string
  /** The account that asked for it; null where nobody could be told. */
  actor_uuid: string | null
  /** Its name at that time. */
  actor_name: string | null
  credential_uuid: string | null
  credential_kind: string | null
  /** In which the change was made, if in one. */
  workspace_uuid: string | null
  /** What was worked on. */
  subject_uuid: string | null
  /** What was made. */
  made_uuid: string | null
  /** Of the request, as it was sent. */
  path: string
  /** JSON object of what was asked for; secrets are left out. */
  details: string
  /** Where the request came from. */
  address: string | null
  user_agent: string | null
}
