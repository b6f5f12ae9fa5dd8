import type { Repository } from './git.ts'
import type { Oid } from './oid.ts'
import { GitFailed, output } from './output.ts'
import { start } from './run.ts'

/** Whether the tips reach every one of these commits. */
export async function areInHistory(
  repository: Repository,
  commits: readonly Oid[],
  { tips, signal }: { tips: readonly Oid[]; signal?: AbortSignal | undefined },
): Promise<boolean> {
  if (tips.length === 0) return false
  const running = start(repository, {
    args: ['rev-list', '--use-bitmap-index', '--stdin'],
    input: [...commits, ...tips.map(tip => `^${tip}`), ''].join('\n'),
    signal,
  })
  // One commit that is left over says enough.
  let isBeyond = false
  running.stdout.on('data', () => {
    isBeyond = true
    running.stop()
  })
  const exit = await running.exit
  signal?.throwIfAborted()
  if (!isBeyond && exit.code !== 0) throw new GitFailed('rev-list', exit)
  return !isBeyond
}

/** Where clocks went wrong, the walk by date ends too early; this one does not, and takes longer. */
export async function hasPublicRefWith(
  repository: Repository,
  commit: Oid,
  signal?: AbortSignal | undefined,
): Promise<boolean> {
  const args = ['for-each-ref', `--contains=${commit}`, '--count=1', '--format=%(refname)', '--', ...PUBLIC]
  const { code, stdout } = await output(repository, { args, signal })
  return code === 0 && stdout.length > 0
}

const PUBLIC = ['refs/heads/', 'refs/tags/', 'refs/notes/']
