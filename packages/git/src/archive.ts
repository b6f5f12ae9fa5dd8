import { Invalid } from '@pail/failures'
import type { Repository } from './git.ts'
import { LITERAL, pathArgs } from './literal-paths.ts'
import type { Oid } from './oid.ts'
import { isRepoPath, type RepoPath } from './repo-path.ts'
import { type Running, start } from './run.ts'

export const ARCHIVE_FORMATS = ['tar', 'tar.gz', 'zip'] as const
export type ArchiveFormat = (typeof ARCHIVE_FORMATS)[number]

export interface Archived {
  commit: Oid
  format: ArchiveFormat
  /** A folder with a slash at its end, or nothing. */
  prefix: string
  path: RepoPath
  signal?: AbortSignal | undefined
}

/** The files of a commit as one stream on stdout. */
export function startArchive(repository: Repository, { commit, format, prefix, path, signal }: Archived): Running {
  if (!ARCHIVE_FORMATS.includes(format)) throw new Invalid('There is no such archive format')
  const isPrefix = prefix === '' || (prefix.endsWith('/') && isRepoPath(prefix.slice(0, -1)))
  if (!isPrefix || /[\r\n\\]/.test(prefix)) throw new Invalid('The prefix is a folder')
  const args = ['archive', `--format=${format}`, `--prefix=${prefix}`, commit, ...pathArgs(path === '' ? [] : [path])]
  return start(repository, { args, env: LITERAL, signal })
}
