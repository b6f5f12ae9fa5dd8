import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { randomBytes, randomUUID } from 'node:crypto'
import { readdirSync, statSync } from 'node:fs'
import { readdir, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { after, before, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { Conflict, Invalid, NotFound } from '@pail/failures'
import { FLUSH, formatRefs, type Oid, packet, refName } from '@pail/git'
import { type OpenNode, openNode } from './open-node.ts'

const MAIN = refName('refs/heads/main')
let open: OpenNode
let one: Oid
let two: Oid
let hidden: Oid
before(async () => {
  open = await openNode()
  one = open.source.commit('one')
  two = open.source.commit('two', one)
  hidden = open.source.commit('hidden', two)
  await open.push({ ref: MAIN, new: one })
  await open.push({ ref: MAIN, old: one, new: two })
  await open.push({ ref: 'refs/tags/v1', new: one })
  await open.push({ ref: 'refs/heads/passing', new: hidden })
  const changes = [{ ref: refName('refs/pull-requests/1/from'), old: null, new: hidden }]
  await open.node.updateRefs(open.storage, { changes, atomic: true })
  await open.push({ ref: 'refs/heads/passing', old: hidden, new: null })
})
after(() => open.close())

const dirOf = (id: string) => join(open.folder, 'repositories', id.slice(0, 2), id.slice(2, 4), `${id}.git`)
/** What is on its way; whoever has ended may still be tidying up. */
async function passing(): Promise<string[]> {
  const found = () => readdirSync(join(open.folder, 'repositories', 'passing'))
  for (let tries = 0; tries < 200 && found().length > 0; tries++) await wait(10)
  return found()
}
const packsOf = (id: string) =>
  readdirSync(join(dirOf(id), 'objects/pack'))
    .filter(name => name.endsWith('.pack'))
    .map(name => statSync(join(dirOf(id), 'objects/pack', name)))

async function forked(source = open.storage): Promise<string> {
  const id = randomUUID()
  await open.node.fork(source, id)
  return id
}

async function inWeeks(id: string): Promise<void> {
  const old = new Date(Date.now() - 30 * 86_400_000)
  const objects = join(dirOf(id), 'objects')
  for (const entry of await readdir(objects, { recursive: true, withFileTypes: true }))
    if (entry.isFile()) await utimes(join(entry.parentPath, entry.name), old, old)
}

const thoroughly = (id: string) => open.node.maintain(id, { seconds: 60, thorough: true, graceDays: 0 })

/** A repository with one pack that is large enough to be worth sharing. */
async function large(): Promise<string> {
  const id = randomUUID()
  await open.node.create(id, { defaultBranch: 'main' })
  const quarantine = await open.node.beginWrite(id)
  const blob = await open.node.writeBlob(id, quarantine, Readable.from([randomBytes(17 * 2 ** 20)]))
  await write(id, { path: 'large', content: blob.oid }, quarantine)
  return id
}

async function write(id: string, change: { path: string; content: Buffer | Oid }, quarantine?: string): Promise<Oid> {
  const ada = { name: 'Ada', email: 'ada@example.org', date: 1_700_000_000 }
  const old = (await open.node.refs(id)).refs.find(({ name }) => name === MAIN)?.oid ?? null
  const parents = old ? [old] : []
  const changes = [change as never]
  const ask = { quarantine, parents, changes, author: ada, committer: ada, message: 'x', ref: MAIN, old }
  const written = await open.node.writeCommit(id, ask)
  await open.node.commit(id, { quarantine: written.quarantine, refs: [MAIN], atomic: true })
  return written.oid
}

async function fetched(id: string, want: Oid, version: 0 | 2): Promise<Buffer> {
  const request =
    version === 2
      ? [packet('command=fetch'), '0001', packet(`want ${want}\n`), packet('done\n'), FLUSH]
      : [packet(`want ${want}\n`), FLUSH, packet('done\n')]
  const stream = await open.node.uploadPack(id, { version, request: Buffer.concat(request.map(Buffer.from as never)) })
  return Buffer.concat((await stream.toArray()) as Buffer[])
}

test('what is not there cannot be forked, nor can a fork take the place of another', async () => {
  await assert.rejects(forked(randomUUID()), NotFound)
  await assert.rejects(open.node.fork(open.storage, open.storage), Conflict)
  await assert.rejects(open.node.fork(open.storage, '../../etc'), Invalid)
  assert.deepEqual(await passing(), [])
})

test('what the source hides is neither listed in a fork nor fetched by its name', async () => {
  const fork = await forked()
  assert.deepEqual(
    (await open.node.refs(fork)).refs.map(({ name }) => name),
    [MAIN, 'refs/tags/v1'],
  )
  await assert.rejects(fetched(fork, hidden, 0), /not our ref/)
  await assert.rejects(fetched(fork, hidden, 2), /not our ref/)
  assert.deepEqual(await open.node.resolve(fork, [hidden, two]), [null, { oid: two, kind: 'commit' }])
  assert.match((await fetched(fork, two, 2)).toString('latin1'), /PACK/)
})

test('what is pushed to one is not in the other', async () => {
  const fork = await forked()
  const own = await write(fork, { path: 'own', content: Buffer.from('of the fork') })
  const late = await write(open.storage, { path: 'late', content: Buffer.from('of the source') })
  await assert.rejects(fetched(open.storage, own, 0), /not our ref/)
  await assert.rejects(fetched(open.storage, own, 2), /not our ref/)
  await assert.rejects(fetched(fork, late, 0), /not our ref/)
  await assert.rejects(fetched(fork, late, 2), /not our ref/)
  await assert.rejects(open.node.commits(open.storage, [own]), NotFound)
})

test('a fork has the branches, tags and HEAD of its source, and the same files on the disk', async () => {
  await open.push({ ref: 'refs/heads/other', new: one })
  await open.node.setHead(open.storage, refName('refs/heads/other'))
  const fork = await forked()
  const { head, refs } = await open.node.refs(open.storage)
  const listed = { head, refs: refs.filter(({ name }) => !name.startsWith('refs/pull-requests/')) }
  assert.equal(formatRefs(await open.node.refs(fork)), formatRefs(listed))
  assert.deepEqual(new Set(packsOf(fork).map(({ ino }) => ino)), new Set(packsOf(open.storage).map(({ ino }) => ino)))
  assert.deepEqual(await open.node.fsck(fork), [])
  assert.deepEqual(await passing(), [])
})

test('an empty repository can be forked', async () => {
  const empty = randomUUID()
  await open.node.create(empty, { defaultBranch: 'trunk' })
  const { head, refs } = await open.node.refs(await forked(empty))
  assert.deepEqual([head, refs], ['refs/heads/trunk', []])
})

test('a fork outlives its source, and the source its fork', async () => {
  const source = randomUUID()
  await open.node.restore(source, await open.node.snapshot(open.storage))
  const [first, second] = [await forked(source), await forked(source)]
  await open.node.remove(first)
  await thoroughly(source)
  assert.deepEqual(await open.node.fsck(source), [])
  await inWeeks(source)
  await thoroughly(source)
  assert.deepEqual(await open.node.fsck(second), [])
  await open.node.remove(source)
  await thoroughly(second)
  assert.deepEqual(await open.node.fsck(second), [])
  assert.match((await fetched(second, two, 2)).toString('latin1'), /PACK/)
})

test('what a fork cannot reach is dropped from it in time, and from nobody else', async () => {
  const fork = await forked()
  await inWeeks(fork)
  await thoroughly(fork)
  assert.throws(() => execFileSync('git', ['cat-file', '-e', hidden], { cwd: dirOf(fork), stdio: 'ignore' }))
  assert.deepEqual(await open.node.fsck(fork), [])
  assert.deepEqual(await open.node.fsck(open.storage), [])
  execFileSync('git', ['cat-file', '-e', hidden], { cwd: dirOf(open.storage) })
})

test('a large pack stays shared through all upkeep, and is rewritten once it is nobody else’s', async () => {
  const source = await large()
  const fork = await forked(source)
  await write(source, { path: 'more', content: Buffer.from('more') })
  await write(fork, { path: 'else', content: Buffer.from('else') })
  for (const id of [source, fork]) {
    await open.node.maintain(id, { seconds: 60 })
    await thoroughly(id)
    assert.deepEqual(await open.node.fsck(id), [])
  }
  const shared = packsOf(fork).filter(({ nlink }) => nlink === 2)
  assert.equal(shared.length, 1)
  assert.ok(packsOf(source).some(({ ino }) => ino === shared[0]!.ino))
  assert.ok(readdirSync(join(dirOf(fork), 'objects/pack')).some(name => name.endsWith('.bitmap')))
  await open.node.remove(source)
  await thoroughly(fork)
  assert.equal(packsOf(fork).length, 1)
  assert.deepEqual(await open.node.fsck(fork), [])
})

test('a fork takes the bitmap and the commit graph along', async () => {
  await open.node.maintain(open.storage, { seconds: 60 })
  const fork = await forked()
  const files = await readdir(join(dirOf(fork), 'objects'), { recursive: true })
  assert.ok(files.includes('pack/multi-pack-index'))
  assert.ok(files.some(name => name.endsWith('.bitmap')) && files.some(name => name.endsWith('.graph')))
  const tips = execFileSync('git', ['rev-list', '--test-bitmap', two], { cwd: dirOf(fork), stdio: 'pipe' })
  assert.ok(tips)
  assert.deepEqual(await open.node.fsck(fork), [])
})

test('forks made while their source is written to and repacked are whole', async () => {
  let isBusy = true
  const upkeep = (async () => {
    while (isBusy) {
      await open.node.maintain(open.storage, { seconds: 60 })
      await open.node.maintain(open.storage, { seconds: 60, thorough: true })
    }
  })()
  const writing = (async () => {
    for (let at = 0; isBusy; at++) await write(open.storage, { path: `f${at % 7}`, content: Buffer.from(`${at}`) })
  })()
  const forks: string[] = []
  for (let at = 0; at < 12; at++) forks.push(await forked())
  isBusy = false
  await Promise.all([upkeep, writing])
  for (const fork of forks) assert.deepEqual(await open.node.fsck(fork), [])
})

test('forks can be pushed to, backed up and measured like all others', async () => {
  const fork = await forked()
  await open.node.expectPush(fork)
  const tip = await write(fork, { path: 'new', content: Buffer.from('new') })
  const copy = randomUUID()
  await open.node.restore(copy, await open.node.snapshot(fork))
  assert.equal((await open.node.refs(copy)).refs.find(({ name }) => name === MAIN)?.oid, tip)
  assert.ok((await open.node.size(fork)).bytes > 0)
})
