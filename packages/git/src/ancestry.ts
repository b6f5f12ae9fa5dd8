import type { Repository } from './git.ts'
import { type Oid, oid } from './oid.ts'
import { GitFailed, output, printed } from './output.ts'

/** Whether the first commit is in the history of the second; every commit is in its own. */
export async function isAncestor(repository: Repository, ancestor: Oid, descendant: Oid): Promise<boolean> {
  const { stdout: _, ...exit } = await output(repository, {
    args: ['merge-base', '--is-ancestor', ancestor, descendant],
  })
  if (exit.code !== 0 && exit.code !== 1) throw new GitFailed('merge-base', exit)
  return exit.code === 0
}

/** The best commit that both have in their history; when several are, one of them. Null when none is. */
export async function mergeBase(repository: Repository, a: Oid, b: Oid, signal?: AbortSignal): Promise<Oid | null> {
  const { stdout, ...exit } = await output(repository, { args: ['merge-base', a, b], signal })
  if (exit.code !== 0 && exit.code !== 1) throw new GitFailed('merge-base', exit)
  return exit.code === 0 ? oid(stdout.toString().slice(0, 40)) : null
}

/** How many commits each has that the other lacks. */
export async function aheadBehind(
  repository: Repository,
  a: Oid,
  b: Oid,
  signal?: AbortSignal,
): Promise<{ ahead: number; behind: number }> {
  const args = ['rev-list', '--count', '--left-right', `${a}...${b}`, '--']
  const [ahead, behind] = (await printed(repository, { args, signal })).split('\t').map(Number)
  return { ahead: ahead!, behind: behind! }
}
