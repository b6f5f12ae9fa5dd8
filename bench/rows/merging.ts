import type { MergeStrategy } from '@pail/git-node'
import { git } from '@pail/testkit'
import { into, type MergingWorld, openMergingWorld, REBASED_COMMITS } from '../merging-world.ts'
import type { Finding } from '../report.ts'
import { type Effort, median, round, timed } from '../rounds.ts'

const PAIRS = 300
const ADA = { name: 'Ada', email: 'ada@example.com', date: 1_700_000_000 }

/** Merges on the git node, against the git processes that do the same, and against a rebase in a work tree. */
export async function measureMerging({ rounds, pushes }: Effort): Promise<Finding[]> {
  const world = await openMergingWorld(PAIRS)
  try {
    return [
      await merging(world, pushes),
      await mergeability(world, rounds),
      await rebasing(world, rounds),
      await again(world),
    ]
  } finally {
    await world.close()
  }
}

async function merge(
  world: MergingWorld,
  { strategy, topic, at }: { strategy: MergeStrategy; topic: string; at: number },
) {
  const { node, storage, idOf } = world
  const [ours, theirs] = [await idOf('main'), await idOf(topic)]
  const ref = into(at)
  return timed(async () => {
    const people = { author: ADA, committer: ADA, message: 'Merge' }
    const merging = await node.merge(storage, { strategy, ours, theirs, ref, old: ours, ...people })
    if (!('written' in merging)) throw new Error(`A merge of ${topic} came to ${Object.keys(merging)}`)
    const choice = { quarantine: merging.written.quarantine, refs: [ref], atomic: true }
    const [moved] = await node.commit(storage, choice)
    if (moved?.reason !== undefined) throw new Error(moved.reason)
  })
}

async function merging(world: MergingWorld, times: number): Promise<Finding> {
  const [ours, theirs]: [number[], number[]] = [[], []]
  for (let at = 0; at < times + 2; at++) {
    const took = await merge(world, { strategy: 'merge_commit', topic: `topic-${at}`, at })
    const bare = await world.shell([
      `tree=$(git merge-tree --write-tree main topic-${at})`,
      `commit=$(git commit-tree -p main -p topic-${at} -m Merge $tree)`,
      `git update-ref ${into(at)} $commit main`,
    ])
    if (at < 2) continue
    ours.push(took)
    theirs.push(bare * 1000)
  }
  const ratio = median(ours) / median(theirs)
  return {
    what: 'a merge of a branch that is 500 commits behind, up to the moved ref',
    ours: `p50 ${round(median(ours))} ms`,
    against: `p50 ${round(median(theirs))} ms (merge-tree, commit-tree and update-ref in a shell)`,
    ratio,
    goal: '<= 2x',
    met: ratio <= 2,
  }
}

/** Of each round with another tip, so that no answer is known. */
async function mergeability(world: MergingWorld, rounds: number): Promise<Finding> {
  const topics = await Promise.all(Array.from({ length: PAIRS }, (_, at) => world.idOf(`topic-${at}`)))
  const [ours, theirs]: [number[], number[]] = [[], []]
  for (let turn = 0; turn <= rounds; turn++) {
    const tip = await world.idOf(`main~${turn}`)
    const pairs = topics.map(theirs => ({ ours: tip, theirs }))
    ours.push((await timed(() => world.node.mergeability(world.storage, pairs))) / PAIRS)
    const lines = topics.map(topic => `git merge-tree --write-tree ${tip} ${topic} >/dev/null`)
    theirs.push(((await world.shell(lines)) * 1000) / PAIRS)
  }
  const ratio = median(ours.slice(1)) / median(theirs.slice(1))
  return {
    what: `whether ${PAIRS} branches can be merged, each`,
    ours: `${round(median(ours.slice(1)))} ms`,
    against: `${round(median(theirs.slice(1)))} ms (one merge-tree process)`,
    ratio,
    goal: '<= 0.5x',
    met: ratio <= 0.5,
  }
}

async function rebasing(world: MergingWorld, rounds: number): Promise<Finding> {
  const [ours, theirs]: [number[], number[]] = [[], []]
  for (let turn = 0; turn <= 2 * rounds; turn++) {
    ours.push(await merge(world, { strategy: 'rebase_fast_forward', topic: 'long', at: PAIRS - 1 - turn }))
    await git(world.workTree, 'checkout', '-q', '-f', '--detach', 'origin/long')
    theirs.push(await timed(() => git(world.workTree, 'rebase', '-q', 'origin/main')))
  }
  const ratio = median(ours.slice(1)) / median(theirs.slice(1))
  return {
    what: `a rebase of ${REBASED_COMMITS} commits onto a branch that is 500 ahead, up to the moved ref`,
    ours: `p50 ${round(median(ours.slice(1)))} ms`,
    against: `p50 ${round(median(theirs.slice(1)))} ms (git rebase in a work tree)`,
    ratio,
    goal: '<= 0.4x',
    met: ratio <= 0.4,
  }
}

async function again(world: MergingWorld): Promise<Finding> {
  const tip = await world.idOf('main~1')
  const topics = await Promise.all(Array.from({ length: PAIRS }, (_, at) => world.idOf(`topic-${at}`)))
  const pairs = topics.map(theirs => ({ ours: tip, theirs }))
  await world.node.mergeability(world.storage, pairs)
  const took = await timed(() => world.node.mergeability(world.storage, pairs))
  return {
    what: `the same ${PAIRS} asked about again, all together`,
    ours: `${round(took)} ms`,
    against: 'what is known already',
    goal: '<= 20 ms',
    met: took <= 20,
  }
}
