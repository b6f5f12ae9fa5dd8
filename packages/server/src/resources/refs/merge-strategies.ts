/** How a pull request can be merged into a branch. */
export const MERGE_STRATEGIES = [
  'merge_commit',
  'squash',
  'fast_forward',
  'squash_fast_forward',
  'rebase_fast_forward',
  'rebase_merge',
] as const

export type MergeStrategy = (typeof MERGE_STRATEGIES)[number]

/** How a branch can take in what has happened meanwhile where it is to go. */
export const SYNC_STRATEGIES = ['merge_commit', 'rebase'] as const

export const DEFAULT_MERGE_STRATEGY: MergeStrategy = 'merge_commit'
