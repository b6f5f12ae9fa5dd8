import type { NewCommit, Oid } from '@pail/git'
import type { MergeStrategy, Merging } from '../merging.ts'
import { type Rebasing, rebase } from './rebase.ts'
import type { Workbench } from './workbench.ts'

export interface Wish extends Rebasing, Pick<NewCommit, 'author' | 'committer' | 'message'> {}

/** What a strategy comes to: the commit that the branch is to name, or why there is none. */
export type Composed = { tip: Oid } | Exclude<Merging, { written: unknown }>

/** `base` looks for the best commit that both sides have. */
type Strategy = (bench: Workbench, wish: Wish, base: () => Promise<Oid>) => Promise<Composed>

const CONTAINED = { contained: true } as const

export const STRATEGIES: Record<MergeStrategy, Strategy> = {
  async merge_commit(bench, wish, base) {
    const { ours, theirs } = wish
    const { tree, conflicts } = await bench.merge({ ours, theirs, isRelated: true })
    if (tree === null) return { conflicts }
    if (tree === (await bench.treeOf(ours)) && (await base()) === theirs) return CONTAINED
    return { tip: await bench.commit({ ...wish, tree, parents: [ours, theirs] }) }
  },
  async squash(bench, wish) {
    const { ours, theirs } = wish
    const { tree, conflicts } = await bench.merge({ ours, theirs, isRelated: true })
    if (tree === null) return { conflicts }
    if (tree === (await bench.treeOf(ours))) return CONTAINED
    return { tip: await bench.commit({ ...wish, tree, parents: [ours] }) }
  },
  async fast_forward(bench, wish, base) {
    const best = await base()
    if (best === wish.theirs) return CONTAINED
    return best === wish.ours ? { tip: wish.theirs } : STRATEGIES.merge_commit(bench, wish, base)
  },
  async squash_fast_forward(bench, wish, base) {
    const best = await base()
    if (best === wish.theirs) return CONTAINED
    return best === wish.ours ? STRATEGIES.squash(bench, wish, base) : { behind: true }
  },
  async rebase_fast_forward(bench, wish, base) {
    await base()
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
