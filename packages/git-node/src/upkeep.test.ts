import assert from 'node:assert/strict'
import { appendFile, readdir, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { after, before, test } from 'node:test'
import { Conflict, Invalid } from '@pail/failures'
import { formatRefs, type Oid, refName } from '@pail/git'
import { type OpenNode, openNode } from './open-node.ts'

const MAIN = refName('refs/heads/main')
const KEEP = refName('refs/keep/1')
const OTHER = '00000000-0000-4000-8000-000000000001'
let open: OpenNode
let tips: Oid[]
before(async () => {
  open = await openNode()
  tips = [open.source.commit('first')]
  await open.push({ ref: MAIN, new: tips[0]! })
  for (let at = 1; at < 6; at++) {
    tips.push(open.source.commit(`change ${at}`, tips.at(-1)!))
    await open.push({ ref: MAIN, old: tips.at(-2)!, new: tips.at(-1)! })
  }
})
after(() => open.close())

const packs = async () => (await readdir(join(open.dir, 'objects/pack'))).filter(name => name.endsWith('.pack'))
const inWeeks = async (...names: string[]) => {
  const old = new Date(Date.now() - 30 * 86_400_000)
  for (const name of names) await utimes(join(open.dir, name), old, old)
}

async function bytesOf(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk)
  return Buffer.concat(chunks)
}

test('a push that waits for its decision holds back what drops objects', async () => {
  const next = open.source.commit('next', tips.at(-1)!)
  const { quarantine } = await open.node.receive(open.storage, {
    body: Readable.from([open.body({ ref: MAIN, old: tips.at(-1)!, new: next })]),
  })
  assert.equal((await open.node.maintain(open.storage, { seconds: 60, thorough: true })).interrupted, 'repack')
  await open.node.discard(open.storage, quarantine)
})

test('maintenance stays within its time', async () => {
  assert.deepEqual(await open.node.maintain(open.storage, { seconds: 0.001 }), {
    done: ['sweep'],
    interrupted: 'pack-refs',
  })
})

test('small packs are rolled up, and a bitmap and a commit graph written', async () => {
  assert.equal((await packs()).length, 6)
  const { done } = await open.node.maintain(open.storage, { seconds: 60 })
  assert.deepEqual(done, ['sweep', 'pack-refs', 'repack', 'commit-graph'])
  assert.equal((await packs()).length, 1)
  const files = await readdir(join(open.dir, 'objects'), { recursive: true })
  assert.ok(files.some(name => name.endsWith('.bitmap')) && files.some(name => name.endsWith('.graph')))
  assert.deepEqual(await open.node.fsck(open.storage), [])
})

test('what a killed process left is swept away once it is old', async () => {
  await writeFile(join(open.dir, 'objects/pack/tmp_pack_old'), 'x')
  await writeFile(join(open.dir, 'objects/pack/tmp_pack_new'), 'x')
  await inWeeks('objects/pack/tmp_pack_old')
  await open.node.maintain(open.storage, { seconds: 60 })
  const left = await readdir(join(open.dir, 'objects/pack'))
  assert.deepEqual(
    left.filter(name => name.startsWith('tmp_')),
    ['tmp_pack_new'],
  )
})

test('what no ref reaches is dropped after its time, not before', async () => {
  const lost = open.source.commit('lost')
  await open.push({ ref: 'refs/heads/lost', new: lost })
  await open.push({ ref: 'refs/heads/lost', old: lost, new: null })
  await open.node.maintain(open.storage, { seconds: 60, thorough: true })
  assert.equal(await open.node.isAncestor(open.storage, lost, lost), true)
  await inWeeks(...(await readdir(join(open.dir, 'objects/pack'))).map(name => `objects/pack/${name}`))
  await open.node.maintain(open.storage, { seconds: 60, thorough: true, graceDays: 0 })
  await assert.rejects(open.node.isAncestor(open.storage, lost, lost))
  assert.deepEqual(await open.node.fsck(open.storage), [])
})

test('hidden refs are kept by the server itself', async () => {
  const [moved] = await open.node.updateRefs(open.storage, {
    changes: [{ ref: KEEP, old: null, new: tips[2]! }],
    atomic: true,
  })
  assert.equal(moved!.reason, undefined)
  assert.ok((await open.node.refs(open.storage)).refs.some(({ name }) => name === KEEP))
})

test('a backup that is cut short, altered or of something else is refused', async () => {
  const whole = await bytesOf(await open.node.snapshot(open.storage))
  const altered = Buffer.from(whole)
  altered[altered.length - 30]! ^= 1
  const restore = (bytes: Buffer) => open.node.restore(OTHER, Readable.from([bytes]))
  await assert.rejects(restore(whole.subarray(0, whole.length - 100)), Invalid)
  await assert.rejects(restore(altered), Invalid)
  await assert.rejects(restore(Buffer.from('hello')), Invalid)
  await assert.rejects(
    restore(Buffer.from(whole.toString('latin1').replaceAll(tips[2]!, 'f'.repeat(40)), 'latin1')),
    Invalid,
  )
  assert.equal(await open.node.has(OTHER), false)
})

test('a backup gives back an equal repository, hidden refs and HEAD included', async () => {
  await open.push({ ref: 'refs/heads/other', new: tips[1]! })
  await open.node.setHead(open.storage, refName('refs/heads/other'))
  await open.node.restore(OTHER, await open.node.snapshot(open.storage))
  assert.equal(formatRefs(await open.node.refs(OTHER)), formatRefs(await open.node.refs(open.storage)))
  assert.deepEqual(await open.node.fsck(OTHER), [])
  await assert.rejects(open.node.restore(OTHER, await open.node.snapshot(open.storage)), Conflict)
})

test('an empty repository is backed up too', async () => {
  const [empty, copy] = ['00000000-0000-4000-8000-000000000002', '00000000-0000-4000-8000-000000000003'] as const
  await open.node.create(empty, { defaultBranch: 'trunk' })
  await open.node.restore(copy, await open.node.snapshot(empty))
  assert.equal((await open.node.refs(copy)).head, 'refs/heads/trunk')
})

test('fsck tells what is wrong', async () => {
  const [pack] = await packs()
  await appendFile(join(open.dir, 'objects/pack', pack!), 'x').catch(() => {})
  const complaints = await open.node.fsck(open.storage)
  assert.ok(complaints.length > 0)
  assert.equal(
    complaints.some(line => line.includes(open.folder)),
    false,
  )
})
