/** What is known of the search index of a repository, which outlives the repository until the index has forgotten it. */
export interface SearchIndexRow {
  repository_uuid: string
  /** When the index is to be looked after; null while nothing calls for it. */
  due_on: string | null
  /** Until then it is in the hands of one process. */
  locked_until: string | null
  /** It is built anew, whatever it holds. */
  is_rebuild: 0 | 1
  /** Failed tries since the last success. */
  attempts: number
  last_error: string | null
  /** When all of its branches were last brought up to date; null before the first time. */
  indexed_on: string | null
  /** When it was last compared with the repository; empty before the first time. */
  checked_on: string
  /** False for a fork that holds nothing but commits of the repository that it was made from. */
  has_own_commits: 0 | 1
}

/** When all indexes were last begun anew, and of how many repositories. One row. */
export interface SearchRebuildRow {
  name: string
  started_on: string
  repositories: number
}
