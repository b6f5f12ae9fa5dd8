import type { Repository } from './git.ts'
import { printed } from './output.ts'
import { sharedPacks } from './shared-packs.ts'

/** Rolls small packs and single objects into larger packs, and writes one bitmap over all. Drops no object. */
export async function repack(repository: Repository, signal?: AbortSignal): Promise<void> {
  const args = ['repack', '-d', '-q', '--geometric=2', ...(await manner(repository))]
  await printed(repository, { args, signal, leashed: true })
}

/** Rewrites everything, and drops what no ref has reached for the days of grace. No push may be under way. */
export async function repackAndDrop(repository: Repository, graceDays: number, signal?: AbortSignal): Promise<void> {
  const expiry = `${graceDays}.days.ago`
  const args = ['repack', '--cruft', `--cruft-expiration=${expiry}`, '-d', '-q', ...(await manner(repository))]
  await printed(repository, { args, signal, leashed: true })
  await printed(repository, { args: ['prune', `--expire=${expiry}`], signal, leashed: true })
}

/** What is shared with forks stays as it is, until nobody else has it. */
async function manner({ dir }: Repository): Promise<string[]> {
  const kept = (await sharedPacks(dir)).map(name => `--keep-pack=${name}`)
  return ['--write-midx', '--write-bitmap-index', ...kept]
}
