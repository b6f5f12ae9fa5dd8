import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Repository } from './git.ts'
import { readRefs } from './read-refs.ts'
import type { RefChange } from './update-refs.ts'

/** What else moving a ref may lock. */
const SHARED = ['HEAD.lock', 'packed-refs.lock']

/**
 * What a git that was killed while it moved refs has not moved: it does so one by one, and leaves its locks. Those are
 * taken away, which only whoever has the repository's turn may ask for.
 */
export async function leftOver(repository: Repository, changes: readonly RefChange[]): Promise<RefChange[]> {
  const locks = [...changes.map(({ ref }) => `${ref}.lock`), ...SHARED]
  for (const lock of locks) await rm(join(repository.dir, lock), { force: true })
  const { snapshot } = await readRefs(repository, new Map())
  const current = new Map<string, string>(snapshot.refs.map(({ name, oid }) => [name, oid]))
  return changes.filter(change => (current.get(change.ref) ?? null) !== change.new)
}
