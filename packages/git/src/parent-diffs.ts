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

/** What differs in a folder between a commit and one of its parents. */
export interface ParentDiff {
  commit: Oid
  /** The nearest ancestor on this side that the folder's history shows; null before its beginning. */
  parent: Oid | null
  /** No other parent of the commit follows. */
  isLast: boolean
  /** Names in the folder. */
  changed: Set<string>
}

export interface FolderWalk {
  commit: Oid
  /** The empty path is the root. */
  path: RepoPath
  signal?: AbortSignal | undefined
}

type Pair = Omit<ParentDiff, 'changed'>

/** Every commit of a folder's whole history, newest first, with each of its parents in order. */
export async function* parentDiffs(repository: Repository, walked: FolderWalk): AsyncGenerator<ParentDiff> {
  const { commit, path, signal } = walked
  const paths = pathArgs(path === '' ? [] : [path])
  const common = { env: LITERAL, signal }
  const list = ['rev-list', '--parents', '--full-history', commit, ...paths]
  const walk = start(repository, { args: list, input: '', ...common })
  const form = ['--stdin', '--root', '--always', '--raw', '-z', '--no-renames', ...(path === '' ? [] : ['-r'])]
  const diff = start(repository, { args: ['diff-tree', ...form, ...paths], ...common })
  const pairs: Pair[] = []
  const feeding = feed(walk, diff.stdin, pairs).catch((error: Error) => error)
  try {
    yield* read(diff.stdout, pairs, path === '' ? 0 : path.length + 1)
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

async function feed(walk: Running, stdin: Writable, pairs: Pair[]): Promise<void> {
  for await (const line of linesOf(walk.stdout)) {
    if (stdin.destroyed) return
    const [commit, ...parents] = line.split(' ') as [Oid, ...Oid[]]
    const sides = parents.length > 0 ? parents : [null]
    pairs.push(...sides.map((parent, at) => ({ commit, parent, isLast: at === sides.length - 1 })))
    const isRoomLeft = stdin.write(sides.map(parent => `${commit}${parent ? ` ${parent}` : ''}\n`).join(''))
    if (!isRoomLeft) await Promise.race([once(stdin, 'drain'), once(stdin, 'close')])
  }
  stdin.end()
  const exit = await walk.exit
  if (exit.code !== 0) throw new GitFailed('rev-list', exit)
}

/** An id begins each pair; each change is a line of facts and a path. */
async function* read(stdout: Readable, pairs: Pair[], prefix: number): AsyncGenerator<ParentDiff> {
  let current: ParentDiff | undefined
  const tokens = tokensOf(stdout)
  for await (const token of tokens) {
    if (!token.startsWith(':')) {
      if (current) yield current
      current = { ...pairs.shift()!, changed: new Set() }
      continue
    }
    const path: string = (await tokens.next()).value
    const end = path.indexOf('/', prefix)
    current!.changed.add(path.slice(prefix, end < 0 ? undefined : end))
  }
  if (current) yield current
}
