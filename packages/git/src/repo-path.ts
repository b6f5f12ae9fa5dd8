import { Invalid } from '@pail/failures'

/** A path inside a repository's tree: relative, with `/` between, and no component git itself would refuse. */
export type RepoPath = string & { readonly repoPath: unique symbol }

export const MAX_REPO_PATH_BYTES = 4096

/** The empty path is the root of the tree. */
export function isRepoPath(text: string): text is RepoPath {
  if (text === '') return true
  if (text.includes('\0') || !text.isWellFormed() || Buffer.byteLength(text) > MAX_REPO_PATH_BYTES) return false
  return text.split('/').every(isComponent)
}

export function repoPath(text: string): RepoPath {
  if (!isRepoPath(text)) throw new Invalid('This is not a valid path inside a repository')
  return text
}

const isComponent = (component: string): boolean =>
  component !== '' && component !== '.' && component !== '..' && component.toLowerCase() !== '.git'
