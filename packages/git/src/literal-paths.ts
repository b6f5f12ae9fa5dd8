import type { RepoPath } from './repo-path.ts'

/** Paths mean themselves: no pattern, no magic. */
export const LITERAL: Record<string, string> = { GIT_LITERAL_PATHSPECS: '1' }

/** What comes after the options of a command; the empty path is everything. */
export const pathArgs = (paths: readonly RepoPath[]): string[] =>
  paths.length === 0 || paths.includes('' as RepoPath) ? ['--'] : ['--', ...paths]
