import { NotFound } from '@pail/failures'
import { isOid, isRepoPath, type Oid, type RepoPath } from '@pail/git'
import type { Forge } from '../../kernel/forge.ts'
import * as revision from '../commits/revision.ts'
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

/** Finds the commit that an address names. The first reading nearly always does; the others are asked for together. */
export async function locate(
  forge: Forge,
  repository: Repository,
  address: Address,
  signal: AbortSignal,
): Promise<Place> {
  const [first, ...others] = readings(address)
  try {
    const { oid } = await revision.find(forge, repository, first!.commit, signal)
    return { repository, hash: oid, path: pathIn(first!.path) }
  } catch (refusal) {
    if (!(refusal instanceof NotFound) || refusal instanceof NoSuchPath || others.length === 0) throw refusal
    const names = others.map(({ commit }) => commit)
    const found = await forge.git.resolve(repository.uuid, names, { signal })
    const at = found.findIndex(one => one !== null && one !== 'ambiguous' && one.kind === 'commit')
    const one = found[at]
    if (!one || one === 'ambiguous') throw refusal
    return { repository, hash: one.oid, path: pathIn(others[at]!.path) }
  }
}

/** Nothing in the commit has this path; such as no path could have are refused alike. */
export class NoSuchPath extends NotFound {
  constructor(path: string) {
    super(`No such file or directory: ${path.slice(0, MAX_SHOWN)}`)
  }
}

function pathIn(text: string): RepoPath {
  if (!isRepoPath(text)) throw new NoSuchPath(text)
  return text
}
