import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { NotFound } from '@pail/failures'
import type { Oid } from '@pail/git'
import { countedGit } from './counted-git.ts'
import type { MergePair } from './merging.ts'
import { openWorkTree, type WorkTree } from './work-tree.ts'

const counted = countedGit()
let open: WorkTree
const all: Record<string, Oid> = {}
before(async () => {
  open = await openWorkTree({ path: counted.path })
  const base = open.commit(null, { a: 'a\n', b: 'b\n', 'dir/c': 'c\n', 'dir/d': 'd\n' })
  Object.assign(all, {
    base,
    ours: open.commit(base, { a: 'ours\n' }),
    fits: open.commit(base, { b: 'theirs\n' }),
    fights: open.commit(base, { a: 'theirs\n' }),
    split: open.commit(base, { 'dir/c': { to: 'x/c' }, 'dir/d': { to: 'y/d' } }),
    adds: open.commit(base, { 'dir/new': 'new\n' }),
    alone: open.commit(null, { a: 'alone\n' }),
  })
  const names = Object.entries(all).map(([name, id]) => `${id}:refs/heads/${name}`)
  open.git('push', '-q', open.dir, ...names)
})
after(async () => {
  await open.close()
  counted.remove()
})

const pairs = (...names: string[]): MergePair[] =>
  names.map(name => name.split(' ')).map(([ours, theirs]) => ({ ours: all[ours!]!, theirs: all[theirs!]! }))
const ask = (...names: string[]) => open.node.mergeability(open.storage, pairs(...names))
const objects = () => readdirSync(join(open.dir, 'objects'), { recursive: true }).length

test('commits that are not there cannot be asked about', async () => {
  const pair = { ours: all.ours!, theirs: 'f'.repeat(40) as Oid }
  await assert.rejects(open.node.mergeability(open.storage, [...pairs('ours fits'), pair]), NotFound)
})

test('each pair has its answer, whatever stands beside it', async () => {
  assert.deepEqual(await ask(), [])
  const asked = ['ours fights', 'ours fits', 'alone ours', 'ours alone', 'split adds', 'ours base', 'base ours']
  const answers = ['conflicts', 'clean', 'unrelated', 'unrelated', 'conflicts', 'clean', 'clean']
  assert.deepEqual(await ask(...asked), answers)
  assert.deepEqual(await ask(...asked.toReversed(), 'ours fits'), [...answers.toReversed(), 'clean'])
})

test('a process answers for all, and nobody is asked twice', async () => {
  const before = counted.count('merge-tree')
  const asked = ['fits ours', 'fits fights', 'fights fits', 'fits ours', 'adds ours']
  assert.deepEqual(await ask(...asked), ['clean', 'clean', 'clean', 'clean', 'clean'])
  assert.equal(counted.count('merge-tree'), before + 1)
  await ask(...asked)
  assert.equal(counted.count('merge-tree'), before + 1)
})

test('looking leaves nothing behind', async () => {
  const before = objects()
  assert.deepEqual(await ask('adds fits', 'fights adds'), ['clean', 'clean'])
  assert.equal(objects(), before)
  const passing = () => readdirSync(join(open.folder, 'repositories', 'passing'))
  for (let round = 0; round < 100 && passing().length > 0; round++) await wait(20)
  assert.deepEqual(passing(), [])
})

test('who does not want to know any more is not answered', async () => {
  const signal = AbortSignal.timeout(1)
  await assert.rejects(open.node.mergeability(open.storage, pairs('split fits'), { signal }), { name: 'TimeoutError' })
})
