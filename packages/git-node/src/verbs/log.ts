import { createHash } from 'node:crypto'
import { type CommitObject, type Oid, type RepoPath, type Repository, revList } from '@pail/git'
import type { StorageId } from '../client.ts'
import { type Machine, refsOf, repositoryOf } from '../machine.ts'
import { type PageAsk, pageOfWalk } from '../page-of-walk.ts'
import { publicRefs } from '../public-refs.ts'
import type { Page } from '../reading.ts'
import type { Walking } from '../walks.ts'

export interface Logged extends PageAsk {
  include: readonly Oid[]
  exclude: readonly Oid[]
  path: RepoPath
  signal: AbortSignal
}

/** Without a path commits cost next to nothing to find. */
const STRIDE = 1000

export async function log(machine: Machine, storage: StorageId, asked: Logged): Promise<Page<CommitObject>> {
  const repository = repositoryOf(machine, storage)
  const include = asked.include.length > 0 ? asked.include : await publicTips(machine, storage)
  const { values, next } = await pageOfWalk(machine, walkOf(repository, { ...asked, include }), asked)
  const ids = values.map(({ commit }) => commit)
  return { values: await machine.objects.commits(repository, ids), ...(next && { next }) }
}

/** The walk of `git rev-list`. */
export function walkOf(
  repository: Repository,
  { include, exclude, path, signal }: Omit<Logged, keyof PageAsk>,
): Walking {
  const ends = createHash('sha256')
    .update([...include, '', ...exclude].join('\n'))
    .digest('base64url')
  return {
    key: ['log', repository.dir, ends, path],
    signal,
    stride: path === '' ? STRIDE : 1,
    async *onward(skip) {
      for await (const commit of revList(repository, { include, exclude, path, skip, signal })) yield { commit }
    },
  }
}

async function publicTips(machine: Machine, storage: StorageId): Promise<Oid[]> {
  return [...publicRefs(await refsOf(machine, storage)).tips]
}
