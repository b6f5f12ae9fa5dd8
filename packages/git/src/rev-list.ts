import type { Repository } from './git.ts'
import { linesOf } from './lines.ts'
import { LITERAL, pathArgs } from './literal-paths.ts'
import type { Oid } from './oid.ts'
import { GitFailed } from './output.ts'
import type { RepoPath } from './repo-path.ts'
import { start } from './run.ts'

export interface Walked {
  include: readonly Oid[]
  exclude?: readonly Oid[]
  /** Only commits that touch it, as `git log` has it. */
  path?: RepoPath
  skip?: number
  count?: number
  signal?: AbortSignal | undefined
}

/** Commits newest first, in the order of `git log`. Whoever has enough stops asking, and git ends. */
export async function* revList(repository: Repository, walked: Walked): AsyncGenerator<Oid> {
  const { include, exclude = [], path, skip = 0, count, signal } = walked
  if (include.length === 0) return
  const limits = [...(skip > 0 ? [`--skip=${skip}`] : []), ...(count === undefined ? [] : [`--max-count=${count}`])]
  const running = start(repository, {
    args: ['rev-list', ...limits, '--stdin', ...pathArgs(path ? [path] : [])],
    input: [...include, ...exclude.map(id => `^${id}`), ''].join('\n'),
    env: LITERAL,
    signal,
  })
  try {
    for await (const line of linesOf(running.stdout)) yield line as Oid
    const exit = await running.exit
    signal?.throwIfAborted()
    if (exit.code !== 0) throw new GitFailed('rev-list', exit)
  } finally {
    running.stop()
  }
}
