import {
  EMPTY_TREE,
  formatCommit,
  formatReplayed,
  type MergeConflict,
  type NewCommit,
  type Oid,
  pickTree,
  type Step,
  stepsOf,
} from '@pail/git'
import type { Workbench } from './workbench.ts'

export interface Rebasing {
  ours: Oid
  theirs: Oid
  committer: NewCommit['committer']
}

/** What is to be put on the tip: a commit, and the tree that it changed. */
interface Pick {
  commit: Oid
  parents: readonly Oid[]
  from: Oid
  to: Oid
}

const MAX_COMMIT_BYTES = 16 * 2 ** 20

/**
 * The commits of one side anew on top of the other, as `git rebase` makes them. What is there already, or changes nothing
 * any more, is left out; a commit that never changed anything stays; one that is where it belongs is not made again.
 */
export async function rebase(
  bench: Workbench,
  rebasing: Rebasing,
): Promise<{ tip: Oid } | { conflicts: MergeConflict[] }> {
  const { ours, theirs } = rebasing
  const base = new Base(bench, rebasing, await bench.treeOf(ours))
  for (const step of await stepsOf(bench.repository, { ours, theirs, signal: bench.signal })) {
    const conflicts = await base.take(step)
    if (conflicts) return { conflicts }
  }
  return { tip: base.tip }
}

/** What the next commit is put upon. */
class Base {
  tip: Oid
  #tree: Oid
  readonly #bench: Workbench
  readonly #committer: NewCommit['committer']

  constructor(bench: Workbench, { ours, committer }: Rebasing, tree: Oid) {
    this.tip = ours
    this.#tree = tree
    this.#bench = bench
    this.#committer = committer
  }

  /** The conflicts, if there are any. */
  async take({ oid: commit, isThere }: Step): Promise<MergeConflict[] | undefined> {
    this.#bench.signal.throwIfAborted()
    const { machine, repository } = this.#bench
    const { parents, tree: to } = await machine.objects.commit(repository, commit)
    const from = parents[0] ? await this.#bench.treeOf(parents[0]) : EMPTY_TREE
    if (isThere && from !== to) return undefined
    if (parents[0] === this.tip) {
      this.tip = commit
      this.#tree = to
      return undefined
    }
    const picked = from === to ? this.#tree : await this.#pick({ commit, parents, from, to })
    if (typeof picked !== 'string') return picked
    if (picked !== this.#tree || from === to) await this.#put(commit, picked)
    return undefined
  }

  async #pick(pick: Pick): Promise<Oid | MergeConflict[]> {
    const plain =
      pick.from !== EMPTY_TREE &&
      (await pickTree({ base: pick.from, theirs: pick.to, ours: this.#tree, read: tree => this.#bench.read(tree) }))
    if (!plain) return this.#pickByGit(pick)
    for (const { body } of plain.made) this.#bench.add('tree', body)
    return plain.oid
  }

  /** Git merges from the base that the histories of both sides have, so one side gets the history that it needs. */
  async #pickByGit({ commit, parents }: Pick): Promise<Oid | MergeConflict[]> {
    const nobody = { name: 'Pail', email: '', date: 0, zone: '+0000' }
    const side = { tree: this.#tree, parents, author: nobody, committer: nobody, message: '' }
    const ours = this.#bench.add('commit', formatCommit(side))
    const { tree, conflicts } = await this.#bench.mergeNext({ ours, theirs: commit })
    return tree ?? conflicts
  }

  async #put(commit: Oid, tree: Oid): Promise<void> {
    const { machine, repository } = this.#bench
    const body = await machine.objects.contents(repository, commit, MAX_COMMIT_BYTES)
    const committer = this.#committer
    this.tip = await this.#bench.addCommit(formatReplayed(body, { tree, parents: [this.tip], committer }))
    this.#tree = tree
  }
}
