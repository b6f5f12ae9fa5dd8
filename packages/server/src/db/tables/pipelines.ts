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

/** Hangs under exactly one of the four, and goes with it. */
export interface VariableRow {
  uuid: string
  user_uuid: string | null
  workspace_uuid: string | null
  repository_uuid: string | null
  environment_uuid: string | null
  key: string
  /** Sealed under the key ring, secured or not. */
  value: string
  secured: Flag
}
