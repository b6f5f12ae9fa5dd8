import type { Repository } from './git.ts'
import { printed } from './output.ts'

/** Adds a layer for the commits that are new, with filters of the paths they change. */
export async function writeCommitGraph(repository: Repository, signal?: AbortSignal): Promise<void> {
  const args = ['commit-graph', 'write', '--reachable', '--split', '--changed-paths', '--no-progress']
  await printed(repository, { args, signal, leashed: true })
}
