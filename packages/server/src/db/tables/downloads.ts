export interface DownloadRow {
  /** Sorts by time of making. */
  id: string
  repository_uuid: string
  /** No other download of the repository has it. */
  name: string
  /** The SHA-256 of the content, under which it is kept. */
  blob: string
  size: number
  /** Who brought it; nobody, once that account is gone for good. */
  user_uuid: string | null
  /** How often somebody has been sent to the content. */
  downloads: number
  created_on: string
}
