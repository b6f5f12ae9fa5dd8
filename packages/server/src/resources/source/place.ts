import { NotFound } from '@pail/failures'
import { isOid, isRepoPath, type Oid, type RepoPath } from '@pail/git'
import type { Resolution, Resolved } from '@pail/git-node'
import type { Forge } from '../../kernel/forge.ts'
import * as revision from '../commits/revision.ts'
import { whileRefsStand } from '../commits/while-refs-stand.ts'
import type { Repository } from '../repositories/repository.ts'

/** Somewhere in the files of a repository. */
export interface Place {
  repository: Repository
  hash: Oid
  path: RepoPath
}

/** How an address writes a place: where the revision ends and the path begins is for the refs to say. */
export interface Address {
  commit: string
  path: string
}

/** Names of refs have no more segments than this where the slashes in them are left as they are. */
const MOST_SEGMENTS = 16
const MAX_SHOWN = 500

/** The ways to read an address, from the shortest revision to the longest. */
export function readings({ commit, path }: Address): Address[] {
  if (isOid(commit) || commit === 'HEAD' || path === '') return [{ commit, path }]
  const segments = path.split('/')
  const lengths = Array.from({ length: Math.min(segments.length, MOST_SEGMENTS) + 1 }, (_, length) => length)
  return lengths.map(length => ({
    commit: [commit, ...segments.slice(0, length)].join('/'),
    path: segments.slice(length).join('/'),
  }))
}

/** Finds the commit that an address names: the shortest that there is. All readings are one question. */
export async function locate(
  forge: Forge,
  repository: Repository,
  address: Address,
  signal: AbortSignal,
): Promise<Place> {
  const found = await whileRefsStand(forge, repository, {
    key: JSON.stringify(['place', address.commit, address.path]),
    ask: () => search(forge, repository, address, signal),
    weigh: () => 300,
  })
  return { repository, ...found }
}

async function search(
  forge: Forge,
  repository: Repository,
  address: Address,
  signal: AbortSignal,
): Promise<Omit<Place, 'repository'>> {
  const ways = readings(address)
  const names = ways.map(({ commit }) => commit)
  const found = await forge.git.resolve(repository.uuid, names, { signal })
  const at = Math.max(0, found.findIndex(isCommit))
  const one = found[at]
  const { oid } = isCommit(one) ? one : await revision.find(forge, repository, address.commit, signal)
  return { hash: oid, path: pathIn(ways[at]!.path) }
}

const isCommit = (found: Resolution | undefined): found is Resolved => (found as Resolved | null)?.kind === 'commit'

/** Nothing in the commit has this path; such as no path could have are refused alike. */
export class NoSuchPath extends NotFound {
  constructor(path: string) {
    super(`No such file or directory: ${path.slice(0, MAX_SHOWN)}`)
  }
}

/** Some clients escape also the slash that ends the name of a folder. */
function pathIn(text: string): RepoPath {
  const path = text.replace(/\/$/, '')
  if (!isRepoPath(path)) throw new NoSuchPath(text)
  return path
}
