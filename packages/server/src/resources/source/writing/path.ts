import { Failure, type Invalid, invalid } from '@pail/failures'
import { type RepoPath, repoPath, writablePath } from '@pail/git'
import type { FileMode } from '@pail/git-node'

/** No file system keeps a longer name. */
const MAX_NAME_BYTES = 255
const MAX_SHOWN = 200

/** Where a file is to be; a slash in front says nothing. */
export function writtenPath(text: string, mode: FileMode): RepoPath {
  const path = named(text, bare => writablePath(bare, mode))
  if (/[\x00-\x1f\x7f]/.test(path)) throw refusal(text, 'a name holds no control characters')
  if (path.split('/').some(name => Buffer.byteLength(name) > MAX_NAME_BYTES))
    throw refusal(text, `a name is at most ${MAX_NAME_BYTES} bytes long`)
  return path
}

/** Where a file is that may have come by a push, under whatever name. */
export function deletedPath(text: string): RepoPath {
  if (/^\/?$/.test(text)) throw refusal(text, 'a file has a name')
  return named(text, repoPath)
}

/** Refuses files of which one would have to be the folder of another. */
export function refuseOverlap(paths: ReadonlySet<string>): void {
  for (const path of paths)
    for (let slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1))
      if (paths.has(path.slice(0, slash)))
        throw refusal(path, `${path.slice(0, slash)} is written as a file in the same request`)
}

/** A refusal that names the path. */
export function refusal(path: string, complaint: string): Invalid {
  const shown = path.length > MAX_SHOWN ? `${path.slice(0, MAX_SHOWN)}…` : path
  return invalid(shown, complaint)
}

function named(text: string, check: (path: string) => RepoPath): RepoPath {
  try {
    return check(text.replace(/^\//, ''))
  } catch (failure) {
    throw failure instanceof Failure ? refusal(text, failure.message) : failure
  }
}
