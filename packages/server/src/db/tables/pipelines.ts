import type { Flag } from './accounts.ts'

export interface EnvironmentRow {
  uuid: string
  repository_uuid: string
  name: string
  slug: string
  environment_type: 'Test' | 'Staging' | 'Production'
  rank: number
  hidden: Flag
  admin_only: Flag
  created_on: string
}

export interface VariableRow {
  uuid: string
  /** The user, workspace, repository or environment it hangs under. */
  owner_uuid: string
  key: string
  /** Sealed under the key ring, secured or not. */
  value: string
  secured: Flag
}
