import assert from 'node:assert/strict'
import { mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { after, test } from 'node:test'
import { deflateSync } from 'node:zlib'
import { Invalid } from '@pail/failures'
import { checkConnectivity } from './connectivity.ts'
import { inQuarantine, type Repository } from './git.ts'
import { deltaEntry, entryOf, type MadeObject, made, madeCommit, madePack, madeTree } from './made-pack.ts'
import { makeRepository } from './made-repository.ts'
import { migrate } from './migrate.ts'
import { takePack } from './take-pack.ts'
import { WireReader } from './wire-reader.ts'

const { repository, git, commit, pack, remove } = makeRepository()
after(remove)
const blob = made('blob', 'hello')
let quarantines = 0

function quarantine(limits = {}): Repository & { quarantine: string } {
  const folder = join(repository.dir, `quarantine-${quarantines++}`)
  mkdirSync(join(folder, 'pack'), { recursive: true })
  const limited = { ...repository, git: { ...repository.git, limits: { ...repository.git.limits, ...limits } } }
  return { ...inQuarantine(limited, folder), quarantine: folder }
}

const take = (bytes: Buffer, into: Repository = quarantine(), signal?: AbortSignal) =>
  takePack(into, new WireReader(Readable.from([bytes])), { signal })

async function refused(bytes: Buffer, into?: Repository): Promise<void> {
  assert.equal(typeof (await take(bytes, into)), 'string')
}

const packOf = (...objects: MadeObject[]) => madePack(objects.map(entryOf))
const packWithTree = (tree: MadeObject, ...more: MadeObject[]) => packOf(blob, ...more, tree, madeCommit(tree.id))

test('what is no pack is refused before git starts', async () => {
  await assert.rejects(take(Buffer.from('hello, I am a pack')), Invalid)
  await assert.rejects(take(Buffer.alloc(0)), Invalid)
  await assert.rejects(take(Buffer.from('PACK\0\0\0\x02\xff\xff\xff\xff', 'latin1')), Invalid)
})

test('a tree that holds .git is refused, in every spelling', async () => {
  await refused(packWithTree(madeTree(['100644', '.git', blob.id])))
  await refused(packWithTree(madeTree(['100644', '.GIT', blob.id])))
  await refused(packWithTree(madeTree(['100644', 'git~1', blob.id])))
  await refused(packWithTree(madeTree(['100644', '.g\u200cit', blob.id])))
})

test('a tree that climbs is refused', async () => {
  await refused(packWithTree(madeTree(['100644', '..', blob.id])))
  await refused(packWithTree(madeTree(['100644', '.', blob.id])))
  await refused(packWithTree(madeTree(['100644', 'a/b', blob.id])))
})

test('a tree with one name twice, out of order or empty is refused', async () => {
  await refused(packWithTree(madeTree(['100644', 'a', blob.id], ['100644', 'a', blob.id])))
  await refused(packWithTree(madeTree(['100644', 'b', blob.id], ['100644', 'a', blob.id])))
  await refused(packWithTree(madeTree(['100644', '', blob.id])))
})

test('a tree that names nothing is refused', async () => {
  await refused(packWithTree(madeTree(['100644', 'a', '0'.repeat(40)])))
})

test('a .gitmodules that smuggles an option or a path is refused', async () => {
  const option = made('blob', '[submodule "x"]\n\tpath = x\n\turl = --upload-pack=touch /tmp/x\n')
  await refused(packWithTree(madeTree(['100644', '.gitmodules', option.id]), option))
  const name = made('blob', '[submodule "../../x"]\n\tpath = x\n\turl = https://example.org/x\n')
  await refused(packWithTree(madeTree(['100644', '.gitmodules', name.id]), name))
  const path = made('blob', '[submodule "x"]\n\tpath = -x\n\turl = https://example.org/x\n')
  await refused(packWithTree(madeTree(['100644', '.gitmodules', path.id]), path))
  await refused(packWithTree(madeTree(['120000', '.gitmodules', blob.id])))
})

test('a commit with a date that overflows, or without an author, is refused', async () => {
  const tree = madeTree(['100644', 'a', blob.id])
  await refused(packOf(blob, tree, madeCommit(tree.id, { author: 'Eve <e@x> 99999999999999999999 +0000' })))
  await refused(packOf(blob, tree, made('commit', `tree ${tree.id}\n\nhello\n`)))
})

test('what old tools did without harm is accepted', async () => {
  const tree = madeTree(['0100644', 'a', blob.id])
  assert.equal(
    await take(packOf(blob, tree, madeCommit(tree.id, { author: 'Eve <e@x> 1700000000 +051800' }))),
    undefined,
  )
})

test('a pack cut short, or altered, is refused', async () => {
  const whole = packWithTree(madeTree(['100644', 'a', blob.id]))
  await refused(whole.subarray(0, whole.length - 5))
  await refused(whole.subarray(0, 40))
  const altered = Buffer.from(whole)
  altered[altered.length - 1]! ^= 1
  await refused(altered)
})

test('a pack that says it has more objects than it has is refused', async () => {
  await refused(madePack([entryOf(blob)], 2))
  await refused(madePack([entryOf(blob)], 40_000_000))
})

test('a delta on an object that nobody has is refused', async () => {
  await refused(madePack([deltaEntry('a'.repeat(40), 65536, 1, 65536)]))
})

test('a small pack that unfolds into gigabytes is refused', async () => {
  const base = made('blob', Buffer.alloc(65536))
  const size = 200_000
  await refused(madePack([entryOf(base), deltaEntry(base.id, 65536, size, size * 65536)]))
})

test('a pack larger than the limit is refused', async () => {
  const noise = made('blob', Buffer.from(Array.from({ length: 200_000 }, (_, at) => (at * 7919) % 251)))
  assert.match((await take(packOf(noise), quarantine({ packBytes: 1000 })))!, /maximum allowed size/)
})

test('an object that needs more memory than one push is given is refused', async () => {
  const entry = deflateSync(Buffer.alloc(40 * 2 ** 20))
  assert.ok(entry.length < 100_000)
  const large = made('tree', Buffer.alloc(40 * 2 ** 20))
  await refused(packOf(large), quarantine({ allocationBytes: 2 ** 20 }))
})

test('a commit of which an ancestor is missing is not connected', async () => {
  const inside = quarantine()
  const tree = madeTree(['100644', 'a', blob.id])
  const orphan = madeCommit(tree.id, { parents: ['a'.repeat(40)] })
  const reason = await take(packOf(blob, tree, orphan), inside)
  assert.ok(reason !== undefined || !(await checkConnectivity(inside, { tips: [orphan.id] })).connected)
})

test('folders nested ten thousand deep do not get in', async () => {
  const inside = quarantine()
  const trees = [madeTree(['100644', 'a', blob.id])]
  for (let depth = 0; depth < 10_000; depth++) trees.push(madeTree(['40000', 'd', trees.at(-1)!.id]))
  const top = madeCommit(trees.at(-1)!.id)
  const reason = await take(packOf(blob, ...trees, top), inside)
  assert.ok(reason !== undefined || !(await checkConnectivity(inside, { tips: [top.id] })).connected)
})

test('folders nested a thousand deep do', async () => {
  const inside = quarantine()
  const trees = [madeTree(['100644', 'a', blob.id])]
  for (let depth = 0; depth < 1000; depth++) trees.push(madeTree(['40000', 'd', trees.at(-1)!.id]))
  const top = madeCommit(trees.at(-1)!.id)
  assert.equal(await take(packOf(blob, ...trees, top), inside), undefined)
  assert.equal((await checkConnectivity(inside, { tips: [top.id] })).connected, true)
})

test('a sender that goes away leaves no process', async () => {
  const gone = new AbortController()
  const endless = new Readable({ read() {} })
  endless.push(packOf(blob).subarray(0, 20))
  const taking = takePack(quarantine(), new WireReader(endless), { signal: gone.signal })
  setTimeout(() => gone.abort(), 50)
  await assert.rejects(taking)
  assert.equal(repository.git.running.size, 0)
})

test('a thin pack is completed from what is here, and seen by others only once it is moved', async () => {
  const base = commit('base\n'.repeat(1000))
  const tip = commit(`${'base\n'.repeat(1000)}more`, base)
  const thin = pack([tip], [base])
  git('update-ref', 'refs/heads/main', base)
  git('prune', '--expire=now')
  const inside = quarantine()
  assert.equal(await take(thin, inside), undefined)
  assert.deepEqual((await checkConnectivity(inside, { tips: [tip], about: [base, tip] })).reached, new Set([base]))
  assert.equal((await checkConnectivity(repository, { tips: [tip] })).connected, false)
  await migrate(inside.quarantine, join(repository.dir, 'objects'))
  assert.equal((await checkConnectivity(repository, { tips: [tip] })).connected, true)
  assert.equal(
    readdirSync(join(repository.dir, 'objects', 'pack')).length,
    readdirSync(join(inside.quarantine, 'pack')).length,
  )
})
