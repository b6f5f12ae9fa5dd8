import { Invalid } from '@pail/failures'
import { type RepoPath, repoPath } from './repo-path.ts'
import { LINK } from './tree-object.ts'

/** What HFS+ does not see in a name. */
const UNSEEN = /[\u200c-\u200f\u202a-\u202e\u206a-\u206f\ufeff]/g

/** What NTFS takes for `.git`, also behind a backslash. */
const NTFS_DOT_GIT = /(^|\\)(\.git|git~1)[. ]*($|[\\:])/i

/** Git reads these itself, and must not be led elsewhere by them. */
const READ_BY_GIT = /^\.(gitmodules|gitattributes)$/i

/** The path of a file to be made; refuses every name by which some file system reaches a `.git`. */
export function writablePath(text: string, mode?: string): RepoPath {
  const path = repoPath(text)
  if (path === '') throw new Invalid('A file has a name')
  for (const component of path.split('/')) {
    const seen = component.replaceAll(UNSEEN, '')
    if (seen.toLowerCase() === '.git' || NTFS_DOT_GIT.test(component)) throw new Invalid(`Git takes no file at ${text}`)
    if (mode === LINK && READ_BY_GIT.test(seen)) throw new Invalid(`Git takes no link at ${text}`)
  }
  return path
}
