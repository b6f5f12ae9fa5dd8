import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { Conflict, Invalid, NotFound } from '@pail/failures'
import { type Oid, packet, type RefName, refName } from '@pail/git'
import type { StorageId } from './client.ts'
import { countedGit } from './counted-git.ts'
import { main, type OpenNode, openNode } from './open-node.ts'

const FROM = refName('refs/pull-requests/1/from')
const KILLS = Number(process.env.PAIL_TEST_KILLS ?? 6)

const counted = countedGit()
let open: OpenNode
let fork: StorageId
let base: Oid
let between: Oid
let theirs: Oid
before(async () => {
  open = await openNode({ path: counted.path })
  base = open.source.commit('base')
  await open.push({ ref: main, new: base })
  fork = randomUUID()
  await open.node.fork(open.storage, fork)
  between = open.source.commit('between', base)
  theirs = pushed(open.source.commit('theirs', between))
})
after(async () => {
  await open.close()
  counted.remove()
})

const dirOf = (storage: StorageId) =>
  join(open.folder, 'repositories', storage.slice(0, 2), storage.slice(2, 4), `${storage}.git`)

/** Puts a commit on a branch of the fork. */
function pushed(commit: Oid): Oid {
  open.source.git('push', '-q', '-f', dirOf(fork), `${commit}:refs/heads/topic`)
  return commit
}
const hasIt = (id: Oid) => {
  try {
    execFileSync('git', ['rev-list', '--objects', '--quiet', id], { cwd: open.dir, stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
const refs = async () =>
  new Map((await open.node.refs(open.storage)).refs.map(({ name, oid }) => [name as string, oid]))
const bring = (oid: Oid, old: Oid | null, ref: RefName = FROM, signal?: AbortSignal) =>
  open.node.bring(open.storage, { from: fork, oid, ref, old, signal })

test('a commit is not brought to a branch or tag, and not from where it is not', async () => {
  await assert.rejects(bring(theirs, null, refName('refs/heads/new')), Invalid)
  await assert.rejects(bring(theirs, null, refName('refs/tags/new')), Invalid)
  await assert.rejects(bring('f'.repeat(40) as Oid, null), NotFound)
  await assert.rejects(open.node.bring(open.storage, { from: randomUUID(), oid: base, ref: FROM, old: null }), NotFound)
  await assert.rejects(open.node.bring(randomUUID(), { from: fork, oid: base, ref: FROM, old: null }), NotFound)
  assert.deepEqual([...(await refs())], [[main, base]])
})

test('whoever has seen another value brings nothing', async () => {
  await assert.rejects(bring(theirs, base), Conflict)
  assert.equal((await refs()).has(FROM), false)
})

test('what a fork has comes whole, can be seen by its id alone, and stays when the fork goes', async () => {
  const log = await open.node.log(open.storage, { include: [], limit: 10 })
  await bring(theirs, null)
  assert.equal((await refs()).get(FROM), theirs)
  assert.deepEqual(await open.node.resolve(open.storage, [theirs, theirs.slice(0, 12), FROM]), [
    { oid: theirs, kind: 'commit' },
    { oid: theirs, kind: 'commit' },
    null,
  ])
  assert.deepEqual(await open.node.log(open.storage, { include: [], limit: 10 }), log)
  const lines = ['command=fetch\n', `want ${theirs}\n`, 'done\n'].map(line => packet(line))
  const request = Buffer.concat([lines[0]!, Buffer.from('0001'), ...lines.slice(1), Buffer.from('0000')])
  await assert.rejects(open.node.uploadPack(open.storage, { version: 2, request }), /not our ref/)
  await open.node.maintain(open.storage, { seconds: 60, thorough: true, graceDays: 0 })
  assert.ok(hasIt(theirs))
})

test('a pull request that is rewritten is followed, and what it left is seen no more', async () => {
  const next = pushed(open.source.commit('rewritten', base))
  await bring(next, theirs)
  assert.deepEqual(await open.node.resolve(open.storage, [theirs, next]), [null, { oid: next, kind: 'commit' }])
  await bring(theirs, next)
  assert.deepEqual(await open.node.resolve(open.storage, [theirs, next]), [{ oid: theirs, kind: 'commit' }, null])
})

test('nothing is copied that is there already', async () => {
  const packs = counted.count('pack-objects')
  const ref = refName('refs/pull-requests/2/from')
  await open.node.bring(open.storage, { from: open.storage, oid: base, ref, old: null })
  await bring(theirs, base, ref)
  await bring(between, theirs, ref)
  assert.equal(counted.count('pack-objects'), packs)
  const next = pushed(open.source.commit('one more', theirs))
  await bring(next, between, ref)
  assert.equal(counted.count('pack-objects'), packs + 1)
})

test('of many who bring something for one ref one is first', async () => {
  const ref = refName('refs/pull-requests/3/from')
  const commits = Array.from({ length: 5 }, (_, at) => open.source.commit(`racer ${at}`, base))
  open.source.git('push', '-q', dirOf(fork), ...commits.map((id, at) => `${id}:refs/heads/racer-${at}`))
  const done = await Promise.allSettled(commits.map(id => bring(id, null, ref)))
  const won = commits.filter((_, at) => done[at]!.status === 'fulfilled')
  assert.equal(won.length, 1)
  assert.equal((await refs()).get(ref), won[0])
  for (const result of done) if (result.status === 'rejected') assert.ok(result.reason instanceof Conflict)
})

test('who does not want it any more gets nothing', async () => {
  const ref = refName('refs/pull-requests/4/from')
  const next = pushed(open.source.commit('not wanted', base))
  await assert.rejects(bring(next, null, ref, AbortSignal.abort()), { name: 'AbortError' })
  await assert.rejects(bring(next, null, ref, AbortSignal.timeout(4)), { name: 'TimeoutError' })
  for (let round = 0; round < 100 && readdirSync(join(open.folder, 'repositories/passing')).length > 0; round++)
    await wait(50)
  assert.deepEqual(readdirSync(join(open.folder, 'repositories/passing')), [])
})

test(`a ref is where it was, or whole, when the node is killed ${KILLS} times in the middle`, {
  timeout: KILLS * 5000 + 20_000,
}, async () => {
  const ref = refName('refs/pull-requests/5/from')
  let old: Oid | null = null
  for (let kill = 0; kill < KILLS; kill++) {
    const next = pushed(open.source.commit(`kill ${kill}`, base))
    const killed = wait(Math.random() * 30).then(() => open.node.pid && process.kill(open.node.pid, 'SIGKILL'))
    const isSaid = await bring(next, old, ref).then(
      () => true,
      () => false,
    )
    await killed
    const now: Oid | null = (await refs()).get(ref) ?? null
    assert.ok(now === next || (now === old && !isSaid))
    old = now
  }
  assert.deepEqual(await open.node.fsck(open.storage), [])
})
