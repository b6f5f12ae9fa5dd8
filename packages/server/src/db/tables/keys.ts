import type { Flag } from './accounts.ts'

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

export interface GpgKeyRow {
  /** 40 hexadecimal digits and more, in lower case. */
  fingerprint: string
  user_uuid: string
  /** The part of the fingerprint by which signatures name a key. */
  key_id: string
  /** The armoured key, with its subkeys. */
  key: string
  /** What its owner calls it. */
  name: string
  comment: string
  created_on: string
  expires_on: string | null
  added_on: string
  last_used: string | null
}

export interface GpgSubkeyRow {
  fingerprint: string
  parent_fingerprint: string
  /** Whether it may sign in the name of the key: it has said so itself. */
  signs: Flag
  key_id: string
  created_on: string
  expires_on: string | null
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
