import type { Repository } from './git.ts'
import type { Oid } from './oid.ts'
import { GitFailed, output } from './output.ts'

/** Whether the first commit is in the history of the second; every commit is in its own. */
export async function isAncestor(repository: Repository, ancestor: Oid, descendant: Oid): Promise<boolean> {
  const { stdout: _, ...exit } = await output(repository, {
    args: ['merge-base', '--is-ancestor', ancestor, descendant],
  })
  if (exit.code !== 0 && exit.code !== 1) throw new GitFailed('merge-base', exit)
  return exit.code === 0
}
