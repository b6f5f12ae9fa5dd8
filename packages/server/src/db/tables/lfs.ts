/** A large file that can be had through a repository. */
export interface LfsObjectRow {
  repository_uuid: string
  /** The SHA-256 of the content, under which it is kept. */
  oid: string
  size: number
  /** Who brought it first; nobody, once that account is gone for good. */
  user_uuid: string | null
  created_on: string
}

export interface LfsLockRow {
  /** Sorts by time of making. */
  id: string
  repository_uuid: string
  /** No other lock of the repository has it. */
  path: string
  user_uuid: string
  locked_on: string
}
