import { once } from 'node:events'
import type { Readable, Writable } from 'node:stream'
import type { Repository } from './git.ts'
import { linesOf } from './lines.ts'
import { LITERAL, pathArgs } from './literal-paths.ts'
import type { Oid } from './oid.ts'
import { GitFailed } from './output.ts'
import type { RepoPath } from './repo-path.ts'
import { type Running, start } from './run.ts'
import { tokensOf } from './tokens.ts'

/** What differs in a folder between a commit and the first of its parents. */
export interface ParentDiff {
  commit: Oid
  /** The nearest ancestor on each side that the folder's history shows; none before its beginning. */
  parents: Oid[]
  /** Names in the folder. */
  changed: Set<string>
}

export interface FolderWalk {
  commit: Oid
  /** The empty path is the root. */
  path: RepoPath
  signal?: AbortSignal | undefined
}

type Walked = Omit<ParentDiff, 'changed'>

/**
 * Every commit of a folder's whole history, newest first. Only the first parent is compared: far from the others a merge
 * differs in so much that saying it for all of a long history would take longer than anybody waits.
 */
export async function* parentDiffs(repository: Repository, walked: FolderWalk): AsyncGenerator<ParentDiff> {
  const { commit, path, signal } = walked
  const paths = pathArgs(path === '' ? [] : [path])
  const common = { env: LITERAL, signal }
  // By their dates alone a parent may come before its child, where clocks went wrong.
  const list = ['rev-list', '--topo-order', '--parents', '--full-history', commit, ...paths]
  const walk = start(repository, { args: list, input: '', ...common })
  const form = ['--stdin', '--root', '--always', '--raw', '-z', '--no-renames', ...(path === '' ? [] : ['-r'])]
  const diff = start(repository, { args: ['diff-tree', ...form, ...paths], ...common })
  const commits: Walked[] = []
  const feeding = feed(walk, diff.stdin, commits).catch((error: Error) => error)
  try {
    yield* read(diff.stdout, commits, path === '' ? 0 : path.length + 1)
    const exit = await diff.exit
    const failure = await feeding
    signal?.throwIfAborted()
    if (failure) throw failure
    if (exit.code !== 0) throw new GitFailed('diff-tree', exit)
  } finally {
    walk.stop()
    diff.stop()
    diff.stdout.resume()
    await feeding
  }
}

async function feed(walk: Running, stdin: Writable, commits: Walked[]): Promise<void> {
  for await (const line of linesOf(walk.stdout)) {
    if (stdin.destroyed) return
    const [commit, ...parents] = line.split(' ') as [Oid, ...Oid[]]
    commits.push({ commit, parents })
    const isRoomLeft = stdin.write(parents[0] ? `${commit} ${parents[0]}\n` : `${commit}\n`)
    if (!isRoomLeft) await Promise.race([once(stdin, 'drain'), once(stdin, 'close')])
  }
  stdin.end()
  const exit = await walk.exit
  if (exit.code !== 0) throw new GitFailed('rev-list', exit)
}

/** An id begins each commit; each change is a line of facts and a path. */
async function* read(stdout: Readable, commits: Walked[], prefix: number): AsyncGenerator<ParentDiff> {
  let current: ParentDiff | undefined
  let next = 0
  const tokens = tokensOf(stdout)
  for await (const token of tokens) {
    if (!token.startsWith(':')) {
      if (current) yield current
      current = { ...commits[next++]!, changed: new Set() }
      continue
    }
    const path: string = (await tokens.next()).value
    const end = path.indexOf('/', prefix)
    current!.changed.add(path.slice(prefix, end < 0 ? undefined : end))
  }
  if (current) yield current
}
