import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { type Oid, refName } from '@pail/git'
import type { MergeStrategy } from './merging.ts'
import { processesOn } from './processes.ts'
import { BOB, EVE, MESSAGE, openWorkTree, TARGET, type WorkTree } from './work-tree.ts'

const SOURCE = refName('refs/heads/source')
const STRATEGIES: MergeStrategy[] = ['merge_commit', 'squash', 'rebase_fast_forward', 'rebase_merge']

/** More of them take longer and find more. */
const KILLS = Number(process.env.PAIL_TEST_KILLS ?? 8)

let open: WorkTree
let base: Oid
let ours: Oid
let theirs: Oid
before(async () => {
  open = await openWorkTree()
  base = open.commit(null, { a: 'a\n', b: 'b\n' })
  ours = open.commit(base, { a: 'ours\n' })
  theirs = open.commit(open.commit(base, { b: { to: 'c' } }), { c: 'theirs\n' })
})
after(() => open.close())

const found = async () => {
  const { refs } = await open.node.refs(open.storage)
  const at = (name: string) => refs.find(ref => ref.name === name)?.oid ?? null
  return [at(TARGET), at(SOURCE)]
}

/** The new commit where the merge was acknowledged. */
async function merge(strategy: MergeStrategy): Promise<Oid | undefined> {
  const also = [{ ref: SOURCE, old: theirs, new: null }]
  const people = { author: BOB, committer: EVE, message: MESSAGE }
  const ask = { strategy, ours, theirs, ...people, ref: TARGET, old: ours, also }
  const merging = await open.node.merge(open.storage, ask).catch(() => undefined)
  if (!merging || !('written' in merging)) return undefined
  const { quarantine, oid } = merging.written
  const choice = { quarantine, refs: [TARGET, SOURCE], atomic: true }
  const moved = await open.node.commit(open.storage, choice).catch(() => undefined)
  return moved?.every(({ reason }) => reason === undefined) ? oid : undefined
}

/** Kills somebody in the middle of merges, and looks each time whether both refs are old or both are new. */
async function survives(kill: () => void, at: number): Promise<void> {
  const strategy = STRATEGIES[at % STRATEGIES.length]!
  const expected = open.byHand(strategy, ours, theirs)
  open.git('push', '-q', '-f', open.dir, `${ours}:${TARGET}`, `${theirs}:${SOURCE}`)
  const [result] = await Promise.all([merge(strategy), wait(Math.random() * 40).then(kill)])
  const state = await found()
  if (result !== undefined) assert.deepEqual(state, [result, null])
  else if (state[0] !== ours) assert.deepEqual(state, [expected, null])
  else assert.deepEqual(state, [ours, theirs])
  if (state[0] !== ours) assert.equal(state[0], expected)
}

function end(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It has ended by itself.
  }
}

test(`a merge is there whole or not at all when the node is killed ${KILLS} times in the middle of one`, {
  timeout: KILLS * 5000 + 20_000,
}, async () => {
  for (let at = 0; at < KILLS; at++)
    await survives(() => {
      if (open.node.pid) process.kill(open.node.pid, 'SIGKILL')
    }, at)
  assert.deepEqual(await open.node.fsck(open.storage), [])
})

test(`the same when every git at work is killed ${KILLS} times, and the node serves on`, {
  timeout: KILLS * 5000 + 20_000,
}, async () => {
  const { pid } = open.node
  for (let at = 0; at < KILLS; at++)
    await survives(() => {
      for (const git of processesOn(open.dir)) end(git)
    }, at)
  assert.equal(open.node.pid, pid)
  assert.deepEqual(await open.node.fsck(open.storage), [])
})
