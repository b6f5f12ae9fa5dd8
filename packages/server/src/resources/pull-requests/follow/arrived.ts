import type { CommitObject, Oid } from '@pail/git'
import type { Forge } from '../../../kernel/forge.ts'

/** The commits that a branch did not have before. */
export interface Arrived {
  has(hash: Oid): Promise<boolean>
  /** The commit that brought another: a merge of it, or itself. */
  mergeOf(hash: Oid): Oid
}

const AT_ONCE = 1000
/** Beyond so many each is asked about by itself. */
const MOST = 5000

/** What came to a branch that moved, read once for all pull requests into it. */
export async function arrived(forge: Forge, storage: string, { old, tip }: { old: Oid; tip: Oid }): Promise<Arrived> {
  const found = new Map<Oid, CommitObject>()
  let after: string | undefined
  do {
    const page = await forge.git.log(storage, { include: [tip], exclude: [old], limit: AT_ONCE, after })
    for (const commit of page.values) found.set(commit.hash, commit)
    after = page.next
  } while (after !== undefined && found.size < MOST)
  const isWhole = after === undefined
  return {
    async has(hash) {
      if (found.has(hash) || isWhole) return found.has(hash)
      return (await forge.git.isAncestor(storage, hash, tip)) && !(await forge.git.isAncestor(storage, hash, old))
    },
    mergeOf: hash => found.values().find(({ parents }) => parents.slice(1).includes(hash))?.hash ?? hash,
  }
}
