import { NotFound } from '@pail/failures'
import type { Repository } from './git.ts'
import { MERGING, type MergeSides } from './merge-tree.ts'
import { GitFailed, output } from './output.ts'

export type PairOutcome = 'clean' | 'conflicts' | 'unrelated'

const ARGS = ['merge-tree', '--write-tree', '--no-messages', '--name-only', '--stdin']

/** What would come of each of these merges, by one process for all that have a common history. */
export async function mergePairs(
  repository: Repository,
  pairs: readonly Pick<MergeSides, 'ours' | 'theirs'>[],
  signal?: AbortSignal,
): Promise<PairOutcome[]> {
  const found: PairOutcome[] = []
  while (found.length < pairs.length) {
    const input = pairs.slice(found.length).map(({ ours, theirs }) => `${ours} ${theirs}\n`)
    const { stdout, ...exit } = await output(repository, {
      args: ARGS,
      settings: MERGING,
      input: input.join(''),
      signal,
    })
    found.push(...outcomesIn(stdout.toString('latin1')))
    if (exit.code === 0 && found.length === pairs.length) return found
    // Git ends at the first pair that it will not merge.
    if (exit.stderr.includes('not something we can merge')) throw new NotFound('There is no such commit')
    if (!exit.stderr.includes('unrelated histories')) throw new GitFailed('merge-tree', exit)
    found.push('unrelated')
  }
  return found
}

/** Each is a digit, a tree, the paths in conflict if there are any, and an empty field. */
function outcomesIn(text: string): PairOutcome[] {
  const fields = text.split('\0')
  const found: PairOutcome[] = []
  for (let at = 0; at < fields.length - 1; at = fields.indexOf('', at) + 1)
    found.push(fields[at] === '1' ? 'clean' : 'conflicts')
  return found
}
