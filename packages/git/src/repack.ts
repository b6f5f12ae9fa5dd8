import type { Repository } from './git.ts'
import { printed } from './output.ts'

/** Rolls small packs and single objects into larger packs, and writes one bitmap over all. Drops no object. */
export async function repack(repository: Repository, signal?: AbortSignal): Promise<void> {
  const args = ['repack', '-d', '-q', '--geometric=2', '--write-midx', '--write-bitmap-index']
  await printed(repository, { args, signal, leashed: true })
}

/** Rewrites everything, and drops what no ref has reached for the days of grace. No push may be under way. */
export async function repackAndDrop(repository: Repository, graceDays: number, signal?: AbortSignal): Promise<void> {
  const expiry = `${graceDays}.days.ago`
  const args = ['repack', '--cruft', `--cruft-expiration=${expiry}`, '-d', '-q', '--write-midx', '--write-bitmap-index']
  await printed(repository, { args, signal, leashed: true })
  await printed(repository, { args: ['prune', `--expire=${expiry}`], signal, leashed: true })
}
