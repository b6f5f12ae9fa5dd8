import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Invalid, NotFound, TimedOut } from '@pail/failures'
import { type Oid, oid } from '@pail/git'
import { type OpenHistory, openHistory } from './open-history.ts'
import type { BlobsAsk, TreeChangesAsk } from './reading.ts'

const NOBODY = 'f'.repeat(40) as Oid
const MANY = 12_000
let open: OpenHistory
let main: Oid
before(async () => {
  open = await openHistory()
  main = oid(git('rev-parse', 'main'))
})
after(() => open.close())
const git = (...args: string[]) => open.history.git(...args)
const blobs = (ask: BlobsAsk) => Array.fromAsync(open.node.blobs(open.storage, ask))
const changes = (ask: TreeChangesAsk) => Array.fromAsync(open.node.treeChanges(open.storage, ask))

/** As `git ls-tree -r` has them: mode, id, path. */
const entriesOf = (commit: string) =>
  open.history
    .bytes('ls-tree', '-r', '-z', '-l', commit)
    .toString()
    .split('\0')
    .filter(Boolean)
    .map(line => {
      const [facts = '', path = ''] = line.split(/\t(.*)/s)
      const [mode, , id, size] = facts.split(/ +/)
      return { path, mode, oid: id, size: size === '-' ? null : Number(size) }
    })

test('what is no object id reaches nobody', async () => {
  await assert.rejects(blobs({ ids: ['HEAD' as Oid], maxBytes: 10 }), Invalid)
  await assert.rejects(blobs({ ids: ['--batch' as Oid], maxBytes: 10 }), Invalid)
  await assert.rejects(blobs({ ids: [NOBODY], maxBytes: -1 }), Invalid)
  await assert.rejects(changes({ to: '--output=x' as Oid }), Invalid)
  await assert.rejects(changes({ from: 'main' as Oid, to: main }), Invalid)
})

test('changes from or to what is not there are not found', async () => {
  await assert.rejects(changes({ to: NOBODY }), NotFound)
  await assert.rejects(changes({ from: NOBODY, to: main }), NotFound)
  await assert.rejects(changes({ from: main, to: oid(git('rev-parse', 'main^{tree}')) }), NotFound)
})

test('what takes longer than it may is given up', async () => {
  await assert.rejects(changes({ to: main, seconds: 0.0001 }), TimedOut)
})

test('blobs come with the bytes that git has', async () => {
  const ids = entriesOf('main').flatMap(({ oid: id, size }) => (size === null ? [] : [id as Oid]))
  const found = await blobs({ ids, maxBytes: 2 ** 20 })
  assert.deepEqual(new Set(found.map(one => one.oid)), new Set(ids))
  for (const { oid: id, content } of found) assert.ok(content.equals(open.history.bytes('cat-file', 'blob', id)))
})

test('what is missing, no blob or larger than wanted is left out, each once', async () => {
  const tree = oid(git('rev-parse', 'main^{tree}'))
  const [small, large] = entriesOf('main')
    .filter(one => one.size)
    .sort((a, b) => a.size! - b.size!)
    .filter((_, at, all) => at === 0 || at === all.length - 1)
  const ids = [NOBODY, main, tree, small!.oid as Oid, large!.oid as Oid, small!.oid as Oid]
  const found = await blobs({ ids, maxBytes: large!.size! - 1 })
  assert.deepEqual(
    found.map(one => one.oid),
    [small!.oid],
  )
})

test('more blobs than one question holds are asked for in several', async () => {
  const ids = Array.from({ length: MANY }, (_, at) => at.toString(16).padStart(40, '0') as Oid)
  const known = entriesOf('main').find(one => one.size)!.oid as Oid
  assert.deepEqual(
    (await blobs({ ids: [...ids, known], maxBytes: 2 ** 20 })).map(one => one.oid),
    [known],
  )
})

test('without an old side every entry is told, names that are odd too', async () => {
  assert.deepEqual(await changes({ to: main }), entriesOf('main'))
})

test('between two commits only what differs is told, and a rename is two changes', async () => {
  const [before, now] = [entriesOf('main~3'), entriesOf('main')]
  const keyOf = ({
    path,
    mode,
    oid: id,
  }: {
    path: string
    mode?: string | undefined
    oid?: string | null | undefined
  }) => `${path} ${mode} ${id}`
  const known = new Set(before.map(keyOf))
  const found = await changes({ from: oid(git('rev-parse', 'main~3')), to: main })
  const removed = before.map(one => one.path).filter(path => !now.some(one => one.path === path))
  assert.ok(removed.length > 0)
  assert.deepEqual(
    found.filter(one => one.oid === null).map(one => one.path),
    removed,
  )
  assert.deepEqual(
    found.filter(one => one.oid !== null),
    now.filter(one => !known.has(keyOf(one))),
  )
})

test('a commit differs in nothing from itself', async () => {
  assert.deepEqual(await changes({ from: main, to: main }), [])
})

test('whoever stops reading in the middle ends the work', async () => {
  for await (const change of open.node.treeChanges(open.storage, { to: main })) {
    assert.ok(change.path)
    break
  }
  assert.equal((await changes({ to: main })).length, entriesOf('main').length)
})
