import { Invalid, Unavailable } from '@pail/failures'
import type { Git, Repository } from './git.ts'
import { LITERAL, pathArgs } from './literal-paths.ts'
import type { Oid } from './oid.ts'
import { isRepoPath, type RepoPath } from './repo-path.ts'
import { type Running, start } from './run.ts'

export const ARCHIVE_FORMATS = ['tar', 'tar.gz', 'tar.bz2', 'zip'] as const
export type ArchiveFormat = (typeof ARCHIVE_FORMATS)[number]

export interface Archived {
  commit: Oid
  format: ArchiveFormat
  /** A folder with a slash at its end, or nothing. */
  prefix: string
  path: RepoPath
  /** The folder of the objects, where it is not the repository's own. */
  objects?: string
  signal?: AbortSignal | undefined
}

/** The files of a commit as one stream on stdout. Attributes in its tree are followed: they may leave files out. */
export function startArchive(repository: Repository, archived: Archived): Running {
  const { commit, format, prefix, path, objects, signal } = archived
  if (!ARCHIVE_FORMATS.includes(format)) throw new Invalid('There is no such archive format')
  const isPrefix = prefix === '' || (prefix.endsWith('/') && isRepoPath(prefix.slice(0, -1)))
  if (!isPrefix || /[\r\n\\]/.test(prefix)) throw new Invalid('The prefix is a folder')
  const args = ['archive', `--format=${format}`, `--prefix=${prefix}`, commit, ...pathArgs(path === '' ? [] : [path])]
  const settings = format === 'tar.bz2' ? [`tar.tar.bz2.command=${bzip2(repository.git)} -c`] : []
  const env = objects === undefined ? LITERAL : { ...LITERAL, GIT_OBJECT_DIRECTORY: objects }
  return start(repository, { args, settings, env, signal, input: '', foreign: true })
}

/** For the shell in which git starts it. */
function bzip2({ bzip2 }: Git): string {
  if (!bzip2) throw new Unavailable('Archives of this kind are made with bzip2, which this machine does not have')
  return `'${bzip2.replaceAll("'", "'\\''")}'`
}
