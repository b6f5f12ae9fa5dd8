import type { Repository } from './git.ts'
import { printed } from './output.ts'

/** Moves refs from files of their own into the one packed file. */
export async function packRefs(repository: Repository, signal?: AbortSignal): Promise<void> {
  await printed(repository, { args: ['pack-refs', '--all', '--prune'], signal, leashed: true })
}
