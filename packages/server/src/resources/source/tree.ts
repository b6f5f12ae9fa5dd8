import { isRepoPath, type Oid } from '@pail/git'
import type { Forge } from '../../kernel/forge.ts'
import type { Commit } from '../commits/commit.ts'
import type { Tree } from './entry.ts'
import type { Place } from './place.ts'

/** The commit of a place, to show these entries of it; more than their names is asked once for all of them. */
export function treeAt(forge: Forge, { repository, hash }: Place, paths: readonly string[], signal: AbortSignal): Tree {
  const commit = once(async () => (await commitsOf(forge, { repository, hashes: [hash], signal })).get(hash)!)
  const last = once(() => lastCommits(forge, { tree, paths, signal }))
  const tree: Tree = {
    repository,
    hash,
    commit,
    lastCommit: path => (path === '' ? commit() : last().then(found => found.get(path))),
  }
  return tree
}

interface Wanted {
  tree: Tree
  paths: readonly string[]
  signal: AbortSignal
}

async function lastCommits(forge: Forge, { tree, paths, signal }: Wanted): Promise<Map<string, Commit>> {
  const { repository, hash } = tree
  const folders = [...Map.groupBy(paths, folderOf)]
  const found = await Promise.all(
    folders.map(async ([path, inside]): Promise<[string, Oid][]> => {
      if (!isRepoPath(path)) return []
      const names = inside.map(one => one.slice(path === '' ? 0 : path.length + 1))
      const hashes = await forge.git.lastCommits(repository.uuid, { commit: hash, path, names, signal })
      return Object.entries(hashes).map(([name, one]) => [path === '' ? name : `${path}/${name}`, one])
    }),
  )
  const pairs = found.flat()
  const commits = await commitsOf(forge, { repository, hashes: pairs.map(([, one]) => one), signal })
  return new Map(pairs.map(([path, one]) => [path, commits.get(one)!]))
}

async function commitsOf(
  forge: Forge,
  { repository, hashes, signal }: Pick<Tree, 'repository'> & { hashes: readonly Oid[]; signal: AbortSignal },
): Promise<Map<Oid, Commit>> {
  const objects = await forge.git.commits(repository.uuid, [...new Set(hashes)], { signal })
  return new Map(objects.map(object => [object.hash, { repository, object }]))
}

const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')))

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined
  return () => (made ??= make())
}
