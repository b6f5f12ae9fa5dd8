import { beyondHistory, hasSeenRefWith, type Oid, type Repository } from '@pail/git'
import type { PublicRefs } from './public-refs.ts'
import { Recent } from './recent.ts'

/** The tips that answers were last given for, and which answers are still true. */
interface Era {
  etag: string
  tips: ReadonlySet<Oid>
  /** While refs only go forward, what they reached once they reach. */
  number: number
}

export interface Reached {
  refs: PublicRefs
  /** Commits that are in the repository. */
  commits: readonly Oid[]
  signal: AbortSignal
}

const MAX_TIPS = 500_000
const MAX_COMMITS = 200_000

/** With more tips than this it pays to ask first for the branch where nearly everything is. */
const FEW_TIPS = 20

/** Which commits a branch, tag or pull request reaches: others may be here and yet be nobody's, or somebody else's. */
export class Reach {
  #eras = new Recent<Era>(MAX_TIPS)
  #inside = new Recent<true>(MAX_COMMITS)
  #outside = new Recent<true>(MAX_COMMITS)
  #lastNumber = 0

  /** Those of the commits that are shown to who knows their ids. */
  async among(repository: Repository, reached: Reached): Promise<Set<Oid>> {
    const { refs, commits, signal } = reached
    const era = await this.#era(repository, refs, signal)
    const unknown = commits.filter(id => !this.#isInside(era, id) && !this.#outside.get(refs.etag + id))
    for (const id of await this.#beyond(repository, { ...reached, commits: unknown })) {
      this.#outside.set(refs.etag + id, true)
    }
    const inside = commits.filter(id => !this.#outside.get(refs.etag + id))
    for (const id of inside) this.#inside.set(`${era.number} ${id}`, true)
    return new Set(inside)
  }

  #isInside({ number, tips }: Era, id: Oid): boolean {
    return tips.has(id) || this.#inside.get(`${number} ${id}`) === true
  }

  async #era(repository: Repository, refs: PublicRefs, signal: AbortSignal): Promise<Era> {
    const { etag, seen: tips } = refs
    const before = this.#eras.get(repository.dir)
    if (before?.etag === etag) return before
    const isForward = before !== undefined && (await this.#isForward(repository, before, { refs, commits: [], signal }))
    const era = { etag, tips, number: isForward ? before.number : ++this.#lastNumber }
    return this.#eras.set(repository.dir, era, 1 + tips.size)
  }

  /** What cannot be told counts as a step back: then everything is asked anew. */
  async #isForward(repository: Repository, { tips }: Era, { refs, signal }: Reached): Promise<boolean> {
    const gone = [...tips].filter(tip => !refs.seen.has(tip))
    if (gone.length === 0) return true
    const beyond = await beyondHistory(repository, gone, { tips: [...refs.seen], signal }).catch(() => undefined)
    signal.throwIfAborted()
    return beyond?.size === 0
  }

  async #beyond(repository: Repository, { refs, commits, signal }: Reached): Promise<Oid[]> {
    if (commits.length === 0) return []
    const { head, seen: tips } = refs
    const ask = (ids: readonly Oid[], tips: readonly Oid[]) => beyondHistory(repository, ids, { tips, signal })
    const first = head && tips.size > FEW_TIPS ? [...(await ask(commits, [head.oid]))] : commits
    const left = first.length > 0 ? await ask(first, [...tips]) : []
    const beyond: Oid[] = []
    for (const id of left) if (!(await hasSeenRefWith(repository, id, signal))) beyond.push(id)
    return beyond
  }
}
