import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { Invalid, NotFound, TimedOut } from '@pail/failures'
import { type Oid, type RefChange, refName } from '@pail/git'
import { madeByChance } from './chance.ts'
import type { MergeAsk, MergeStrategy, Merging } from './merging.ts'
import { BOB, EVE, type Files, openWorkTree, TARGET, type WorkTree } from './work-tree.ts'

const SOURCE = refName('refs/heads/source')
const STRATEGIES: MergeStrategy[] = ['merge_commit', 'squash', 'fast_forward', 'rebase_fast_forward', 'rebase_merge']

/** More of them take longer and find more. */
const CHANCES = Number(process.env.PAIL_TEST_CHANCES ?? 6)

let open: WorkTree
let base: Oid
before(async () => {
  open = await openWorkTree()
  base = open.commit(null, { 'a.txt': lines(), 'dir/b.txt': lines('b'), 'dir/c.txt': 'c\n', 'tool.sh': lines('sh') })
})
after(() => open.close())

const lines = (mark = '', at = 3, count = 12) =>
  Array.from({ length: count }, (_, line) => `line ${line}${line === at ? mark : ''}\n`).join('')
const inPassing = () => readdirSync(join(open.folder, 'repositories', 'passing'))
const put = (ours: Oid, theirs: Oid) =>
  open.git('push', '-q', '-f', open.dir, `${ours}:${TARGET}`, `${theirs}:${SOURCE}`)

function ask(ours: Oid, theirs: Oid, more: Partial<MergeAsk> = {}): Promise<Merging> {
  const people = { author: BOB, committer: EVE, message: 'Merge' }
  return open.node.merge(open.storage, {
    ...{ strategy: 'merge_commit', ours, theirs, ref: TARGET, old: ours },
    ...people,
    ...more,
  })
}

/** All strategies give what git gives, down to the names of the commits. */
async function same(ours: Oid, theirs: Oid, strategies = STRATEGIES): Promise<void> {
  for (const strategy of strategies)
    assert.deepEqual(await open.byNode(strategy, ours, theirs), open.byHand(strategy, ours, theirs), strategy)
}

/** Two sides of one beginning. */
const sides = (ours: Files, theirs: Files, on = base): [Oid, Oid] => [open.commit(on, ours), open.commit(on, theirs)]

test('commits that are not there, and histories that have nothing in common, are not merged', async () => {
  const alone = open.commit(null, { 'a.txt': 'alone\n' })
  put(base, alone)
  await assert.rejects(ask(base, 'f'.repeat(40) as Oid), NotFound)
  for (const strategy of STRATEGIES)
    await assert.rejects(ask(base, alone, { strategy }), (error: Error) => {
      return error instanceof Invalid && error.message === 'The two branches have no history in common'
    })
  await assert.rejects(ask(base, alone, { strategy: 'octopus' as MergeStrategy }), Invalid)
})

test('nothing comes of a source that the destination has', async () => {
  const next = open.commit(base, { more: 'more\n' })
  put(next, base)
  for (const strategy of [...STRATEGIES, 'squash_fast_forward'] as const)
    assert.deepEqual(await ask(next, base, { strategy }), { contained: true })
})

test('nothing comes of a squash or rebase of changes that the destination has, and a merge commit does', async () => {
  const [ours, theirs] = sides({ 'a.txt': lines('same'), other: 'other\n' }, { 'a.txt': lines('same') })
  assert.deepEqual(await open.byNode('squash', ours, theirs), ['contained'])
  assert.deepEqual(await open.byNode('rebase_fast_forward', ours, theirs), ['contained'])
  assert.deepEqual(await open.byNode('rebase_merge', ours, theirs), ['contained'])
  await same(ours, theirs, ['merge_commit', 'fast_forward'])
})

test('a squash onto a branch that has moved on is behind, where that matters', async () => {
  const [ours, theirs] = sides({ 'a.txt': lines('x') }, { 'tool.sh': lines('y') })
  put(ours, theirs)
  assert.deepEqual(await ask(ours, theirs, { strategy: 'squash_fast_forward' }), { behind: true })
  put(base, theirs)
  assert.deepEqual(
    await open.byNode('squash_fast_forward', base, theirs),
    open.byHand('squash_fast_forward', base, theirs),
  )
})

test('a conflict of any kind is one for git, too, at the same paths', async () => {
  const pairs: [Files, Files][] = [
    [{ 'a.txt': lines('x') }, { 'a.txt': lines('y') }],
    [{ new: 'x\n' }, { new: 'y\n' }],
    [{ 'a.txt': null }, { 'a.txt': lines('y') }],
    [{ 'a.txt': lines('x') }, { 'a.txt': null }],
    [{ 'a.txt': { to: 'x.txt' } }, { 'a.txt': { to: 'y.txt' } }],
    [{ thing: 'file\n' }, { 'thing/inside': 'folder\n' }],
    [{ image: Buffer.from([0, 1]) }, { image: Buffer.from([0, 2]) }],
    [{ 'a.txt': { link: 'x' } }, { 'a.txt': lines('y') }],
    [{ sub: { submodule: '1'.repeat(40) } }, { sub: { submodule: '2'.repeat(40) } }],
    [{ 'dir/b.txt': { to: 'moved/b.txt' }, 'dir/c.txt': { to: 'moved/c.txt' } }, { 'dir/new.txt': 'new\n' }],
  ]
  for (const [ours, theirs] of pairs) {
    const [a, b] = sides(ours, theirs)
    assert.ok(Array.isArray(open.byHand('merge_commit', a, b)), JSON.stringify(theirs))
    await same(a, b)
  }
})

test('what does not conflict is merged, squashed and rebased as git does it', async () => {
  const pairs: [Files, Files][] = [
    [{ 'a.txt': lines('x') }, { 'tool.sh': lines('y') }],
    [{ 'a.txt': lines('x', 1) }, { 'a.txt': lines('y', 10) }],
    [{ 'a.txt': { to: 'far/away.txt' } }, { 'a.txt': lines('y') }],
    [{ 'dir/b.txt': lines('x') }, { 'dir/b.txt': { to: 'b.txt' } }],
    [{ 'tool.sh': { run: lines('sh') } }, { 'tool.sh': lines('sh and more', 9) }],
    [{ 'tool.sh': { link: 'a.txt' } }, { sub: { submodule: '1'.repeat(40) } }],
    [{ 'dir/b.txt': null }, { 'dir/c.txt': null }],
    [{ 'dir/new.txt': 'x\n' }, { 'dir/b.txt': null, 'dir/c.txt': null }],
    [{ 'ünï/cödé': 'x\n' }, { 'ünï/other': 'y\n', 'line\nbreak': 'z\n' }],
  ]
  for (const [ours, theirs] of pairs) await same(...sides(ours, theirs))
})

test('a branch that has stayed behind moves to the source, which stays as it is', async () => {
  const first = open.commit(base, { one: '1\n' })
  const theirs = open.commit(first, { two: '2\n' })
  for (const strategy of ['fast_forward', 'rebase_fast_forward'] as const)
    assert.equal(await open.byNode(strategy, base, theirs), theirs)
  await same(base, theirs)
})

test('histories that cross, and merges in the source, come out as with git', async () => {
  const [left, right] = sides({ 'a.txt': lines('x', 1) }, { 'a.txt': lines('y', 10) })
  const cross = (on: Oid, other: Oid) => open.byHand('merge_commit', on, other) as Oid
  const ours = open.commit(cross(left, right), { 'tool.sh': lines('o', 2) })
  const theirs = open.commit(cross(right, left), { 'tool.sh': lines('t', 9) })
  await same(ours, theirs)
  const later = open.commit(base, { later: 'later\n' })
  await same(later, theirs)
})

test('a rebase leaves out what is there already, keeps what was empty, and keeps who wrote what', async () => {
  const picked = { 'a.txt': lines('picked') }
  const begun = open.commit(base, { own: '1\n' }, '\n\n  An odd beginning\n\nwith a body\n\n\n')
  const empty = open.commit(open.commit(begun, picked), {}, 'Nothing at all')
  const half = open.commit(empty, { 'dir/c.txt': 'same\n' })
  const theirs = open.commit(half, { 'tool.sh': null }, '')
  const ours = open.commit(open.commit(base, picked), { 'dir/c.txt': 'same\n', 'a.txt': lines('again') })
  await same(ours, theirs, ['rebase_fast_forward', 'rebase_merge'])
})

test('a rebase stops at the first commit that does not fit', async () => {
  const theirs = open.commit(open.commit(open.commit(base, { one: '1\n' }), { 'a.txt': lines('t') }), { one: '2\n' })
  const ours = open.commit(base, { 'a.txt': lines('o') })
  await same(ours, theirs)
  assert.deepEqual(await open.byNode('rebase_fast_forward', ours, theirs), ['a.txt'])
})

test('texts in old encodings become UTF-8 on the way', async () => {
  const [ours, one] = sides({ 'a.txt': lines('o') }, { 'dir/c.txt': 'cc\n' })
  const head = `tree ${open.git('rev-parse', `${one}^{tree}`)}\nparent ${base}\n`
  const person = Buffer.from('J\xf6rg <joerg@example.org> 1600000000 +0200', 'latin1')
  const object = Buffer.concat(
    [
      head,
      'author ',
      person,
      '\ncommitter ',
      person,
      '\nencoding ISO-8859-1\n\n',
      Buffer.from('Gr\xfc\xdfe\n', 'latin1'),
    ].map(part => Buffer.from(part as string)),
  )
  const theirs = open.object('commit', object)
  await same(ours, theirs)
})

test('histories made by chance come out as with git', async () => {
  for (let seed = 1; seed <= CHANCES; seed++) {
    const [ours, theirs] = madeByChance(open, seed)
    await same(ours, theirs, ['merge_commit', 'rebase_fast_forward'])
  }
})

test('a file of submodules that two sides have made dangerous only together is refused', async () => {
  const text = (head: string, url: string) => `[${head} "x"]\n\tpath = x\n\t# 1\n\t# 2\n\t# 3\n\turl = ${url}\n`
  // So that nothing but the danger keeps it from the short way.
  await open.node.maintain(open.storage, { seconds: 60 })
  const on = open.commit(base, { '.gitmodules': text('other', 'fine') })
  const [ours, theirs] = sides(
    { '.gitmodules': text('submodule', 'fine') },
    { '.gitmodules': text('other', '--upload-pack=touch') },
    on,
  )
  put(ours, theirs)
  await assert.rejects(ask(ours, theirs), isDangerous)
  const other = open.commit(base, { 'other/config': text('submodule', 'fine') })
  const [named, turned] = sides(
    { 'other/config': { to: 'other/.gitmodules' } },
    { 'other/config': text('submodule', '--upload-pack=touch') },
    other,
  )
  put(named, turned)
  await assert.rejects(ask(named, turned), isDangerous)
})

const isDangerous = (error: Error) => error instanceof Invalid && /gitmodulesUrl/.test(error.message)

test('files of submodules and of attributes that one side has checked are merged as they are', async () => {
  const on = open.commit(base, { '.gitmodules': '[submodule "x"]\n\tpath = x\n\turl = ../x\n', '.gitignore': 'x\n' })
  await same(
    ...sides({ '.gitattributes': '*.png binary\n', 'a.txt': lines('o') }, { '.gitmodules': null, ü: 'u\n' }, on),
  )
})

test('of many merges into one branch one wins, and the source goes with that one', async () => {
  const ours = open.commit(base, { 'a.txt': lines('o') })
  const theirs = Array.from({ length: 6 }, (_, at) => open.commit(base, { [`file ${at}`]: `${at}\n` }))
  open.git('push', '-q', '-f', open.dir, `${ours}:${TARGET}`, ...theirs.map((id, at) => `${id}:refs/heads/one-${at}`))
  const merge = async (source: Oid, at: number) => {
    const also: RefChange[] = [{ ref: refName(`refs/heads/one-${at}`), old: source, new: null }]
    const merging = await ask(ours, source, { also, strategy: STRATEGIES[at % 5]! })
    assert.ok('written' in merging)
    const { quarantine, updates, oid } = merging.written
    const refs = updates.filter(({ reason }) => reason === undefined).map(({ ref }) => ref)
    const done = await open.node.commit(open.storage, { quarantine, refs, atomic: true })
    return done.length === 2 && done.every(({ reason }) => reason === undefined) ? [oid, at] : []
  }
  const won = (await Promise.all(theirs.map(merge))).flat()
  assert.equal(won.length, 2)
  const { refs } = await open.node.refs(open.storage)
  assert.equal(refs.find(({ name }) => name === TARGET)?.oid, won[0])
  assert.deepEqual(
    refs.filter(({ name }) => name.startsWith('refs/heads/one-')).map(({ name }) => name),
    theirs.flatMap((_, at) => (at === won[1] ? [] : `refs/heads/one-${at}`)),
  )
})

test('a merge takes no longer than it may, ends with whoever asked, and leaves nothing', async () => {
  const [ours, theirs] = sides({ 'a.txt': lines('o') }, { 'dir/c.txt': 't\n' })
  put(ours, theirs)
  await assert.rejects(ask(ours, theirs, { seconds: 0.001 }), TimedOut)
  await assert.rejects(ask(ours, theirs, { signal: AbortSignal.timeout(3) }), { name: 'TimeoutError' })
  const merging = await ask(ours, theirs)
  assert.ok('written' in merging)
  await open.node.discard(open.storage, merging.written.quarantine)
  for (let round = 0; round < 100 && inPassing().length > 0; round++) await wait(50)
  assert.deepEqual(inPassing(), [])
  assert.equal((await open.node.refs(open.storage)).refs.find(({ name }) => name === TARGET)?.oid, ours)
  assert.deepEqual(await open.node.fsck(open.storage), [])
})
