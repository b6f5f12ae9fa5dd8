import type { Hit, SearchAnswer } from '@pail/code-search'
import type { CommitObject, Oid } from '@pail/git'
import type { Forge } from '../../../kernel/forge.ts'
import type { Repository } from '../../repositories/repository.ts'
import { byUuids } from '../../repositories/store.ts'

/** A file that was found. */
export interface Result {
  found: Hit['found']
  file: FoundFile
}

export interface FoundFile {
  path: string
  at: IndexedCommit
}

/** The commit at which a branch was indexed; files of one branch share it. */
export interface IndexedCommit {
  repository: Repository
  hash: Oid
  /** Read when it is asked for first. */
  object(): Promise<CommitObject>
}

/** What an engine found, with what stands around it. Repositories that were deleted meanwhile are left out. */
export async function resultsOf({ database, git }: Forge, { hits }: SearchAnswer): Promise<Result[]> {
  const repositories = await byUuids(database.reader, [...new Set(hits.map(({ repository }) => repository))])
  const commits = new Map<string, IndexedCommit>()
  const commitOf = (repository: Repository, hash: Oid) => {
    const key = `${repository.uuid} ${hash}`
    const known = commits.get(key) ?? indexedCommit(git, repository, hash)
    commits.set(key, known)
    return known
  }
  return hits.flatMap(({ repository: uuid, commit, path, found }) => {
    const repository = repositories.get(uuid)
    return repository ? [{ found, file: { path, at: commitOf(repository, commit as Oid) } }] : []
  })
}

function indexedCommit(git: Forge['git'], repository: Repository, hash: Oid): IndexedCommit {
  let read: Promise<CommitObject> | undefined
  const object = () => {
    read ??= git.commits(repository.uuid, [hash]).then(([found]) => found!)
    return read
  }
  return { repository, hash, object }
}
