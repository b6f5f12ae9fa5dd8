/** A merge of a pull request that somebody asked for. */
export interface PullRequestMergeRow {
  uuid: string
  pull_request_uuid: string
  actor_uuid: string
  /** The pull request's uuid while the merge goes on, so that there is only one; then null. */
  running_key: string | null
  state: 'PENDING' | 'SUCCESS' | 'FAILED'
  /** JSON: how it is to be merged. */
  asked: string
  /** What the destination is to name, written before it does. */
  planned_hash: string | null
  /** What the destination named then. */
  before_hash: string | null
  /** JSON: why nothing came of it. */
  refusal: string | null
  /** Whoever merges says from time to time that it is still at it. */
  alive_until: string
  created_on: string
  updated_on: string
}

/** A pull request that stands on another one of its repository. */
export interface PullRequestDependencyRow {
  pull_request_uuid: string
  depends_on_uuid: string
}

/** People of whom some have to agree before anything is merged. */
export interface ReviewGroupRow {
  uuid: string
  repository_uuid: string
  name: string
  /** What two groups of a repository cannot share. */
  name_key: string
  created_on: string
}

export interface ReviewGroupMemberRow {
  group_uuid: string
  user_uuid: string
}

/** A merge that waits for its turn, or for builds. */
export interface MergeQueueRow {
  merge_uuid: string
  repository_uuid: string
  destination_branch: string
  /** `queue`: its merge is built on a branch of its own first; `builds`: it waits for those of its source. */
  mode: 'queue' | 'builds'
  /** Sorts by time. */
  place: string
  /** The source as it was then; when it changes the merge is off. */
  source_hash: string
  /** What was built, and on top of what. */
  candidate_hash: string | null
  base_hash: string | null
  /** Since when something is awaited. */
  since: string
}

/** What would come of merging an open pull request, as of two commits. */
export interface PullRequestMergeabilityRow {
  pull_request_uuid: string
  destination_hash: string
  source_hash: string
  verdict: 'clean' | 'conflicts' | 'unrelated'
}
