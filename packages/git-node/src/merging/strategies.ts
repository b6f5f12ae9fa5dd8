import type { NewCommit, Oid } from '@pail/git'
import type { MergeStrategy, Merging } from '../merging.ts'
import { type Rebasing, rebase } from './rebase.ts'
import type { Workbench } from './workbench.ts'

export interface Wish extends Rebasing, Pick<NewCommit, 'author' | 'committer' | 'message'> {}

/** What a strategy comes to: the commit that the branch is to name, or why there is none. */
export type Composed = { tip: Oid } | Exclude<Merging, { written: unknown }>

/** A wish, and the best commit that both sides have. */
type Strategy = (bench: Workbench, wish: Wish, base: Promise<Oid>) => Promise<Composed>

export const STRATEGIES: Record<MergeStrategy, Strategy> = {
  merge_commit: (bench, wish, base) => join(bench, wish, { base, parents: [wish.ours, wish.theirs] }),
  squash: (bench, wish, base) => join(bench, wish, { base, parents: [wish.ours] }),
  async fast_forward(bench, wish, base) {
    if ((await base) === wish.ours) return { tip: wish.theirs }
    return STRATEGIES.merge_commit(bench, wish, base)
  },
  async squash_fast_forward(bench, wish, base) {
    return (await base) === wish.ours ? STRATEGIES.squash(bench, wish, base) : { behind: true }
  },
  async rebase_fast_forward(bench, wish, base) {
    await base
    const found = await rebase(bench, wish)
    return 'tip' in found && found.tip === wish.ours ? CONTAINED : found
  },
  async rebase_merge(bench, wish, base) {
    const found = await STRATEGIES.rebase_fast_forward(bench, wish, base)
    if (!('tip' in found)) return found
    const tree = await bench.treeOf(found.tip)
    return { tip: await bench.commit({ ...wish, tree, parents: [wish.ours, found.tip] }) }
  },
}

export const CONTAINED = { contained: true } as const

/** One commit with everything of both sides. Git merges while it is still looked for what the two have in common. */
async function join(
  bench: Workbench,
  wish: Wish,
  { base, parents }: { base: Promise<Oid>; parents: readonly Oid[] },
): Promise<Composed> {
  const { tree, conflicts } = await bench.merge(wish.ours, wish.theirs)
  await base
  if (tree === null) return { conflicts }
  if (parents.length === 1 && tree === (await bench.treeOf(wish.ours))) return CONTAINED
  return { tip: await bench.commit({ ...wish, tree, parents }) }
}
