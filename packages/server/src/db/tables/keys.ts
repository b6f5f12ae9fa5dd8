export interface SshKeyRow {
  uuid: string
  user_uuid: string
  /** SHA-256 in base64, without padding; a key is known by it everywhere. */
  fingerprint: string
  /** One line as OpenSSH writes it, without the comment. */
  key: string
  comment: string
  label: string
  created_on: string
  expires_on: string | null
  last_used: string | null
}

/** Belongs to a repository or to a project, never to both. */
export interface DeployKeyRow {
  /** No other deploy key has it. */
  id: number
  repository_uuid: string | null
  project_uuid: string | null
  fingerprint: string
  key: string
  comment: string
  label: string
  /** Who added it. */
  user_uuid: string
  added_on: string
  last_used: string | null
}
