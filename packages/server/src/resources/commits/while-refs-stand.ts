import { Recent } from '@pail/git-node'
import type { Forge } from '../../kernel/forge.ts'

/** So much is kept, in bytes as `weigh` counts them. */
const MAX_WEIGHT = 24 * 2 ** 20

const kept = new Recent<object>(MAX_WEIGHT)

interface Question<T> {
  key: string
  ask(): Promise<T>
  weigh(value: T): number
}

/**
 * What a repository says of its history follows from its refs: while they are as they were, the answer is the very
 * object that it was. Of the git node only this is asked then.
 */
export async function whileRefsStand<T extends object>(
  { git }: Forge,
  { uuid }: { uuid: string },
  { key, ask, weigh }: Question<T>,
): Promise<T> {
  const { etag } = await git.refs(uuid)
  const at = `${uuid} ${etag} ${key}`
  const known = kept.get(at)
  if (known) return known as T
  const value = await ask()
  // An answer of after a push is not one about the refs of before.
  return (await git.refs(uuid)).etag === etag ? (kept.set(at, value, 2 * at.length + weigh(value)) as T) : value
}

/** What a commit says of itself never changes. Whether the caller may know of the commit has been asked before. */
export async function forGood<T extends object>(
  { uuid }: { uuid: string },
  { key, ask, weigh }: Question<T>,
): Promise<T> {
  const at = `${uuid} ${key}`
  const known = kept.get(at)
  if (known) return known as T
  const value = await ask()
  return kept.set(at, value, 2 * at.length + weigh(value)) as T
}
