import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { after, before, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { Invalid, NotFound, Unavailable } from '@pail/failures'
import { isRefName, type Oid, packet, type RefChange, refName, ZERO_OID } from '@pail/git'
import { connectGitNode } from './connect.ts'
import { type OpenNode, openNode } from './open-node.ts'
import { processesOn } from './processes.ts'

const MAIN = refName('refs/heads/main')
let open: OpenNode
let one: Oid
let two: Oid
before(async () => {
  open = await openNode()
  one = open.source.commit('one')
  two = open.source.commit('two', one)
})
after(() => open.close())

const refs = async () => (await open.node.refs(open.storage)).refs
const passing = () => readdirSync(join(open.folder, 'repositories', 'passing'))

test('nobody is served without the secret', async () => {
  const stranger = connectGitNode({ socket: join(open.folder, 'git-node.sock'), secret: 'guess' })
  await assert.rejects(stranger.list())
  await stranger.close()
})

test('a storage that is not there is not found, and one that cannot be is refused', async () => {
  await assert.rejects(open.node.refs('00000000-0000-0000-0000-000000000000'), NotFound)
  await assert.rejects(open.node.create('../../etc', { defaultBranch: 'main' }), Invalid)
  await assert.rejects(open.node.create(open.storage.replace(/^./, 'A'), { defaultBranch: 'main' }), Invalid)
})

test('a default branch that looks like an option is refused', async () => {
  await assert.rejects(
    open.node.create('00000000-0000-0000-0000-000000000001', { defaultBranch: '--upload-pack=x' }),
    Invalid,
  )
})

test('refs of the server are not pushed, nor names that git would not take', async () => {
  assert.equal((await open.push({ ref: 'refs/pull-requests/1/from', new: one })).reason, 'deny updating a hidden ref')
  assert.equal((await open.push({ ref: 'refs/heads/../../config', new: one })).reason, 'funny refname')
  assert.equal((await open.push({ ref: 'refs/heads/--exec=x', new: one })).reason, 'funny refname')
  assert.equal(isRefName('HEAD') || (await open.push({ ref: 'HEAD', new: one })).reason, 'funny refname')
})

test('a branch holds nothing but commits', async () => {
  const tree = open.source.git('rev-parse', `${one}^{tree}`) as Oid
  assert.match((await open.push({ ref: MAIN, new: tree })).reason!, /only hold commits/)
})

test('a ref whose objects are missing stays where it is', async () => {
  const body = Buffer.concat([
    packet(`${ZERO_OID} ${two} refs/heads/thin\0`),
    Buffer.from('0000'),
    open.source.pack([two], [one]),
  ])
  const { updates, quarantine } = await open.node.receive(open.storage, { body: Readable.from([body]) })
  assert.ok(updates[0]!.reason)
  await open.node.discard(open.storage, quarantine)
})

test('nothing can be seen before it is decided, and nothing is left when it is refused', async () => {
  const { updates, quarantine } = await open.node.receive(open.storage, {
    body: Readable.from([open.body({ ref: MAIN, new: one })]),
  })
  assert.deepEqual(updates, [{ ref: MAIN, old: null, new: one, kind: 'commit', peeled: null, forced: false }])
  assert.deepEqual(await refs(), [])
  assert.equal((await open.node.size(open.storage)).packs, 0)
  await open.node.discard(open.storage, quarantine)
  assert.deepEqual(passing(), [])
  await assert.rejects(open.node.commit(open.storage, { quarantine, refs: [MAIN], atomic: false }), NotFound)
})

test('a sender that goes away leaves neither quarantine nor process', async () => {
  const gone = new AbortController()
  const body = new Readable({ read() {} })
  body.push(open.body({ ref: MAIN, new: one }).subarray(0, -30))
  const receiving = open.node.receive(open.storage, { body, signal: gone.signal })
  await wait(100)
  gone.abort()
  await assert.rejects(receiving)
  await wait(200)
  assert.deepEqual([passing(), processesOn(open.dir)], [[], []])
})

test('a push that was expected and does not come leaves nothing', async () => {
  await open.node.expectPush(open.storage)
  assert.equal(processesOn(open.dir).length, 3)
  await wait(3500)
  assert.deepEqual([passing(), processesOn(open.dir)], [[], []])
})

test('a push moves its ref, expected or not', async () => {
  assert.equal((await open.push({ ref: MAIN, new: one })).reason, undefined)
  await open.node.expectPush(open.storage)
  assert.equal((await open.push({ ref: MAIN, old: one, new: two })).reason, undefined)
  assert.deepEqual(
    (await refs()).map(ref => ref.oid),
    [two],
  )
})

test('rewritten history is called forced, and only that', async () => {
  const other = open.source.commit('other', one)
  assert.equal((await open.push({ ref: MAIN, old: two, new: other })).forced, true)
  assert.equal((await open.push({ ref: MAIN, old: other, new: one })).forced, true)
  assert.equal((await open.push({ ref: MAIN, old: one, new: two })).forced, false)
})

test('who has seen an old value is told to look again', async () => {
  assert.match((await open.push({ ref: MAIN, old: one, new: two })).reason!, /moved meanwhile/)
  assert.match((await open.push({ ref: MAIN, new: two })).reason!, /moved meanwhile/)
})

test('an annotated tag is known for what it is', async () => {
  open.source.git('tag', '-a', '-m', 'x', 'v1', two)
  const tag = open.source.git('rev-parse', 'v1') as Oid
  const { kind, peeled } = await open.push({ ref: 'refs/tags/v1', new: tag })
  assert.deepEqual([kind, peeled], ['tag', two])
  assert.equal((await refs()).find(ref => ref.name === 'refs/tags/v1')?.peeled, two)
})

test('of many who move one ref at once, exactly one does', async () => {
  const ref = refName('refs/heads/race')
  await open.push({ ref, new: one })
  const rivals = Array.from({ length: 8 }, (_, at) => open.source.commit(`rival ${at}`, one))
  const results = await Promise.all(rivals.map(rival => open.push({ ref, old: one, new: rival })))
  const winners = results.filter(({ reason }) => reason === undefined)
  assert.equal(winners.length, 1)
  assert.equal((await refs()).find(({ name }) => name === ref)?.oid, winners[0]!.new)
  assert.ok(results.every(({ reason }) => reason === undefined || /moved meanwhile/.test(reason)))
})

test('in a storm of changes no value has two successors', async () => {
  const ref = refName('refs/heads/storm')
  const commits = Array.from({ length: 12 }, (_, at) => open.source.commit(`storm ${at}`, one))
  for (const tip of commits) await open.push({ ref: `refs/heads/seed-${tip}`, new: tip })
  await open.node.updateRefs(open.storage, { changes: [{ ref, old: null, new: commits[0]! }], atomic: false })
  const moves: RefChange[] = []
  const walker = async (start: number) => {
    for (let step = 0; step < 25; step++) {
      const old = (await refs()).find(({ name }) => name === ref)!.oid
      const change = { ref, old, new: commits[(start + step) % commits.length]! }
      const [moved] = await open.node.updateRefs(open.storage, { changes: [change], atomic: false })
      if (moved!.reason === undefined && change.old !== change.new) moves.push(change)
    }
  }
  await Promise.all(Array.from({ length: 8 }, (_, at) => walker(at)))
  const balance = new Map<string, number>()
  for (const { old, new: next } of moves) {
    balance.set(old!, (balance.get(old!) ?? 0) - 1)
    balance.set(next!, (balance.get(next!) ?? 0) + 1)
  }
  const last = (await refs()).find(({ name }) => name === ref)!.oid
  balance.set(commits[0]!, (balance.get(commits[0]!) ?? 0) + 1)
  balance.set(last, (balance.get(last) ?? 0) - 1)
  assert.deepEqual([...balance.values()].filter(Boolean), [])
})

test('names that differ in case or in the making of a letter stay apart', async () => {
  const names = ['refs/heads/Same', 'refs/heads/same', 'refs/heads/\u00e9', 'refs/heads/e\u0301']
  for (const name of names) assert.equal((await open.push({ ref: name, new: one })).reason, undefined)
  const found = new Set((await refs()).map(({ name }) => name as string))
  assert.deepEqual(
    names.filter(name => !found.has(name)),
    [],
  )
})

test('HEAD names a branch that is there', async () => {
  await assert.rejects(open.node.setHead(open.storage, refName('refs/heads/nowhere')), NotFound)
  await assert.rejects(open.node.setHead(open.storage, refName('refs/tags/v1')), NotFound)
  await open.node.setHead(open.storage, refName('refs/heads/race'))
  assert.equal((await open.node.refs(open.storage)).head, 'refs/heads/race')
  await open.node.setHead(open.storage, MAIN)
})

test('a push is described by the commits it brought', async () => {
  const tips = [two]
  for (let at = 0; at < 7; at++) tips.push(open.source.commit(`größer ${at}`, tips.at(-1)!))
  await open.push({ ref: 'refs/heads/long', new: tips.at(-1)! })
  const [all] = await open.node.describePush(open.storage, [
    { ref: refName('refs/heads/long'), old: null, new: tips.at(-1)! },
  ])
  assert.deepEqual([all!.commits.length, all!.truncated, all!.commits[0]!.message], [5, true, 'größer 6\n'])
  const [last] = await open.node.describePush(open.storage, [
    { ref: refName('refs/heads/long'), old: tips.at(-3)!, new: tips.at(-1)! },
  ])
  assert.deepEqual([last!.commits.map(({ hash }) => hash), last!.truncated], [[tips.at(-1), tips.at(-2)], false])
  assert.deepEqual(last!.commits[0]!.author.raw, 'Ada <ada@example.org>')
})

test('a node that dies is started again, and knows what was acknowledged', async () => {
  const before = await refs()
  process.kill(open.node.pid!, 'SIGKILL')
  await wait(50)
  assert.deepEqual(await refs(), before)
  assert.deepEqual(await open.node.fsck(open.storage), [])
})

test('nothing about a push is in the files of the repository but its objects and refs', async () => {
  assert.equal((await readFile(join(open.dir, 'HEAD'), 'utf8')).trim(), 'ref: refs/heads/main')
  assert.deepEqual(passing(), [])
})

test('a storage that is removed is gone, and may be removed again', async () => {
  const storage = '00000000-0000-0000-0000-00000000000a'
  await open.node.create(storage, { defaultBranch: 'main' })
  assert.deepEqual((await open.node.list()).includes(storage), true)
  await open.node.remove(storage)
  await open.node.remove(storage)
  assert.equal(await open.node.has(storage), false)
  await assert.rejects(open.node.isAncestor(storage, one, two), NotFound)
})

test('when the node is gone for good, calls say so', { timeout: 20_000 }, async () => {
  const nobody = connectGitNode({ socket: join(open.folder, 'nobody.sock'), secret: '' })
  await assert.rejects(nobody.list(), Unavailable)
  await nobody.close()
})
