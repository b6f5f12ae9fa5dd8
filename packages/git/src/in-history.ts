import type { Repository } from './git.ts'
import { linesOf } from './lines.ts'
import type { Oid } from './oid.ts'
import { GitFailed, output } from './output.ts'
import { REVIEWS } from './ref-name.ts'
import { start } from './run.ts'

/** Which of these commits no tip reaches. All must be there. */
export async function beyondHistory(
  repository: Repository,
  commits: readonly Oid[],
  { tips, signal }: { tips: readonly Oid[]; signal?: AbortSignal | undefined },
): Promise<Set<Oid>> {
  const asked = new Set(commits)
  if (tips.length === 0 || commits.length === 0) return asked
  const running = start(repository, {
    args: ['rev-list', '--use-bitmap-index', '--stdin'],
    input: [...commits, ...tips.map(tip => `^${tip}`), ''].join('\n'),
    signal,
  })
  const beyond = new Set<Oid>()
  for await (const line of linesOf(running.stdout)) {
    if (asked.has(line as Oid) && beyond.add(line as Oid).size === asked.size) running.stop()
  }
  const exit = await running.exit
  signal?.throwIfAborted()
  if (beyond.size < asked.size && exit.code !== 0) throw new GitFailed('rev-list', exit)
  return beyond
}

/** Whether the tips reach every one of these commits. */
export async function areInHistory(
  repository: Repository,
  commits: readonly Oid[],
  ends: { tips: readonly Oid[]; signal?: AbortSignal | undefined },
): Promise<boolean> {
  return (await beyondHistory(repository, commits, ends)).size === 0 && ends.tips.length > 0
}

/** Where clocks went wrong, the walk by date ends too early; this one does not, and takes longer. */
export async function hasSeenRefWith(
  repository: Repository,
  commit: Oid,
  signal?: AbortSignal | undefined,
): Promise<boolean> {
  const args = ['for-each-ref', `--contains=${commit}`, '--count=1', '--format=%(refname)', '--', ...SEEN]
  const { code, stdout } = await output(repository, { args, signal })
  return code === 0 && stdout.length > 0
}

const SEEN = ['refs/heads/', 'refs/tags/', 'refs/notes/', REVIEWS]
