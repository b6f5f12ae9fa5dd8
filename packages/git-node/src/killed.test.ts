import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { type Oid, refName } from '@pail/git'
import { type OpenNode, openNode } from './open-node.ts'
import { processesOn } from './processes.ts'

const MAIN = refName('refs/heads/main')

/** More of them take longer and find more. */
const KILLS = Number(process.env.PAIL_TEST_KILLS ?? 8)

let open: OpenNode
before(async () => {
  open = await openNode()
})
after(() => open.close())

const tip = async () => (await open.node.refs(open.storage)).refs.find(({ name }) => name === MAIN)?.oid ?? null

/** The new value when the node has said that it is there. */
async function pushed(old: Oid | null, next: Oid): Promise<Oid | undefined> {
  await open.node.expectPush(open.storage).catch(() => {})
  const result = await open.push({ ref: MAIN, old, new: next }).catch(() => undefined)
  return result && result.reason === undefined ? next : undefined
}

async function killSoon(): Promise<void> {
  await wait(Math.random() * 25)
  if (open.node.pid) process.kill(open.node.pid, 'SIGKILL')
}

test(`no acknowledged push is lost when the node is killed ${KILLS} times in the middle of one`, {
  timeout: KILLS * 5000 + 20_000,
}, async () => {
  let acknowledged: Oid | null = null
  for (let kill = 0; kill < KILLS; kill++) {
    const before: Oid | null = await tip()
    assert.ok(
      acknowledged === null ||
        before === acknowledged ||
        (await open.node.isAncestor(open.storage, acknowledged, before!)),
    )
    const next = open.source.commit(`after kill ${kill}`, ...(before ? [before] : []))
    const [result]: [Oid | undefined, unknown] = await Promise.all([pushed(before, next), killSoon()])
    acknowledged = result ?? before
    const found: Oid | null = await tip()
    assert.ok(found === before || found === next, 'the ref has its old value or its new one')
    if (result) assert.equal(found, result)
  }
  assert.deepEqual(await open.node.fsck(open.storage), [])
  await wait(3500)
  assert.deepEqual(processesOn(open.dir), [])
  const last = open.source.commit('and on', ...[await tip()].filter(id => id !== null))
  assert.equal((await open.push({ ref: MAIN, old: await tip(), new: last })).reason, undefined)
})

test(`a fork is there whole or not at all when the node is killed ${KILLS} times in the middle of one`, {
  timeout: KILLS * 5000 + 20_000,
}, async () => {
  for (let kill = 0; kill < KILLS; kill++) {
    const storage = randomUUID()
    const done = open.node.fork(open.storage, storage).then(
      () => true,
      () => false,
    )
    const [isMade] = await Promise.all([done, killSoon()])
    const { refs } = await open.node.refs(open.storage)
    assert.deepEqual(await readdir(join(open.folder, 'repositories', 'passing')), [])
    if (await open.node.has(storage)) {
      assert.deepEqual(await open.node.fsck(storage), [])
      assert.deepEqual((await open.node.refs(storage)).refs, refs)
    } else assert.equal(isMade, false)
  }
})
