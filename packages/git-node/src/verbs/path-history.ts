import { type CommitObject, DIRECTORY, followed, type Oid, type RepoPath, type Repository, repoPath } from '@pail/git'
import type { StorageId } from '../client.ts'
import { look, shown } from '../look.ts'
import { type Machine, repositoryOf } from '../machine.ts'
import { pageOfWalk } from '../page-of-walk.ts'
import type { Page, PathVersion } from '../reading.ts'
import type { Walking } from '../walks.ts'
import { walkOf } from './log.ts'

export interface PathAsk {
  commit: Oid
  path: RepoPath
  follow: boolean
  limit: number
  after: string | undefined
  signal: AbortSignal
}

export async function pathHistory(machine: Machine, storage: StorageId, asked: PathAsk): Promise<Page<PathVersion>> {
  const repository = repositoryOf(machine, storage)
  const { commit, path, signal } = asked
  // Only a file can be followed.
  const isFollowed = asked.follow && (await look(machine, repository, asked))?.mode !== DIRECTORY
  const plain = () => walkOf(repository, { include: [commit], exclude: [], path, signal })
  const { values, next } = await pageOfWalk(
    machine,
    isFollowed ? following(repository, asked, plain()) : plain(),
    asked,
  )
  const commits = await machine.objects.commits(
    repository,
    values.map(step => step.commit),
  )
  const versions = commits.map((at, index) =>
    version(machine, repository, { commit: at, path: values[index]!.path ?? path }),
  )
  return { values: await Promise.all(versions), ...(next && { next }) }
}

/** Git follows nothing through a merge that alone brought the file; what it says of the path itself then has to do. */
function following(repository: Repository, { commit, path, signal }: PathAsk, plain: Walking): Walking {
  return {
    key: ['followed', repository.dir, commit, path],
    signal,
    stride: 1,
    async *onward(skip) {
      let at = 0
      for await (const step of followed(repository, { commit, path, signal })) if (at++ >= skip) yield step
      if (at === 0) yield* plain.onward(skip)
    },
  }
}

async function version(
  machine: Machine,
  repository: Repository,
  { commit, path }: { commit: CommitObject; path: string },
): Promise<PathVersion> {
  const entry = await look(machine, repository, { commit: commit.hash, path: repoPath(path) })
  if (!entry) return { commit, path, entry: null }
  const [told] = await shown(machine, repository, { placed: [{ path, entry }], sizes: true })
  return { commit, path, entry: told! }
}
