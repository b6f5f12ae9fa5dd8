import type { Forge } from '../../kernel/forge.ts'

interface Kept {
  value: object
  weight: number
}

const kept = new Map<string, Kept>()
let total = 0

/** So much is kept, in bytes as `weigh` counts them; what was used longest ago goes first. */
const MAX_WEIGHT = 16 * 2 ** 20

/**
 * What a repository says of its history follows from its refs: while they are as they were, the answer is the very
 * object that it was. Of the git node only this is asked then.
 */
export async function whileRefsStand<T extends object>(
  { git }: Forge,
  { uuid }: { uuid: string },
  { key, ask, weigh }: { key: string; ask(): Promise<T>; weigh(value: T): number },
): Promise<T> {
  const { etag } = await git.refs(uuid)
  const at = `${uuid} ${etag} ${key}`
  const known = kept.get(at)
  if (known) {
    kept.delete(at)
    kept.set(at, known)
    return known.value as T
  }
  const value = await ask()
  // An answer of after a push is not one about the refs of before.
  if ((await git.refs(uuid)).etag === etag) keep(at, { value, weight: 2 * at.length + weigh(value) })
  return value
}

function keep(at: string, one: Kept): void {
  total += one.weight - (kept.get(at)?.weight ?? 0)
  kept.set(at, one)
  for (const [oldest, { weight }] of kept) {
    if (total <= MAX_WEIGHT) return
    kept.delete(oldest)
    total -= weight
  }
}
