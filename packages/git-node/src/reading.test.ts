import assert from 'node:assert/strict'
import type { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { after, before, test } from 'node:test'
import { Invalid, NotFound, TimedOut } from '@pail/failures'
import { type Oid, oid, type RepoPath, repoPath } from '@pail/git'
import { type OpenHistory, openHistory } from './open-history.ts'
import type { ByteRange, FileContent, ListAsk, Page, TreeEntry } from './reading.ts'

const NOBODY = 'f'.repeat(40) as Oid
const ROOT = repoPath('')
let open: OpenHistory
let main: Oid
before(async () => {
  open = await openHistory()
  main = oid(git('rev-parse', 'main'))
})
after(() => open.close())
const git = (...args: string[]) => open.history.git(...args)
const text = (...args: string[]) => open.history.bytes(...args).toString('latin1')
const lines = (output: string) => output.split('\n').filter(Boolean)
const said = async (stream: Promise<Readable>) => (await buffer(await stream)).toString('latin1')

async function pages<T>(ask: (after?: string) => Promise<Page<T>>): Promise<T[]> {
  const values: T[] = []
  for (let after: string | undefined, at = 0; at === 0 || after !== undefined; at++) {
    const page = await ask(after)
    values.push(...page.values)
    after = page.next
  }
  return values
}

test('what is not there is not found', async () => {
  const { node, storage } = open
  await assert.rejects(node.commits(storage, [main, NOBODY]), NotFound)
  await assert.rejects(node.entries(storage, { commit: NOBODY, path: ROOT, limit: 1 }), NotFound)
  await assert.rejects(node.entries(storage, { commit: main, path: repoPath('README.md'), limit: 1 }), NotFound)
  await assert.rejects(node.file(storage, main, repoPath('src')), NotFound)
  await assert.rejects(node.file(storage, main, repoPath('nope')), NotFound)
  await assert.rejects(node.diff(storage, { to: NOBODY }), NotFound)
  assert.equal(await node.entry(storage, main, repoPath('src/app.ts/deeper')), null)
})

test('what git itself refuses is a failure, not half an answer', async () => {
  const { node, storage } = open
  await assert.rejects(node.diff(storage, { from: NOBODY, to: main }))
  await assert.rejects(node.archive(storage, { commit: NOBODY, format: 'zip' }))
  await assert.rejects(node.patch(storage, { from: NOBODY, to: main }))
})

test('a page that is none is refused', async () => {
  const { node, storage } = open
  const list = (after: string) => node.entries(storage, { commit: main, path: ROOT, limit: 2, after })
  const tree = git('rev-parse', 'main^{tree}').slice(0, 10)
  await assert.rejects(list('x'), Invalid)
  await assert.rejects(list(`${tree}.999`), Invalid)
  await assert.rejects(list(`${tree}.0.0`), Invalid)
  await assert.rejects(list('0000000000.1'), Invalid)
  await assert.rejects(node.log(storage, { include: [main], limit: 2, after: 'x' }), Invalid)
  await assert.rejects(node.log(storage, { include: [main], limit: 2, after: `${open.history.hidden}.1` }), Invalid)
})

test('paths that git would not have are refused', async () => {
  const { node, storage } = open
  await assert.rejects(node.entry(storage, main, '../x' as RepoPath), Invalid)
  await assert.rejects(node.file(storage, main, '.git/config' as RepoPath), Invalid)
})

test('what takes longer than it may is given up', async () => {
  const { node, storage } = open
  await assert.rejects(node.log(storage, { include: [], limit: 3, seconds: 0.0001 }), TimedOut)
  await assert.rejects(node.diff(storage, { to: main, seconds: 0.0001 }), TimedOut)
  assert.equal((await node.log(storage, { include: [], limit: 3 })).values.length, 3)
})

test('a log is that of git, page after page', async () => {
  const { node, storage } = open
  const found = await pages(after => node.log(storage, { include: [], limit: 7, after }))
  assert.deepEqual(
    found.map(({ hash }) => hash),
    lines(git('log', '--format=%H', '--branches', '--tags')),
  )
  const [exclude, path] = [[oid(git('rev-parse', 'v1'))], repoPath('src')]
  assert.deepEqual(
    (await pages(after => node.log(storage, { include: [main], exclude, path, limit: 2, after }))).map(
      ({ hash }) => hash,
    ),
    lines(git('log', '--format=%H', 'v1..main', '--', 'src')),
  )
})

test('a page goes on where the one before ended, whatever came on top since', async () => {
  const { node, storage } = open
  const older = oid(git('rev-parse', 'main~2'))
  const first = await node.log(storage, { include: [older], limit: 3 })
  const next = await node.log(storage, { include: [main], limit: 3, after: first.next })
  assert.deepEqual(
    next.values.map(({ hash }) => hash),
    lines(git('log', '--format=%H', '--skip=3', '-3', 'main~2')),
  )
})

const list = (ask: Partial<ListAsk>) => {
  const whole = { commit: main, path: ROOT, limit: 1000, ...ask }
  return pages<TreeEntry>(after => open.node.entries(open.storage, { ...whole, after }))
}

test('a folder is listed in the order of its tree, with sizes', async () => {
  const found = await list({ limit: 3 })
  const printed = text('ls-tree', '-z', '-l', 'main').split('\0').filter(Boolean)
  assert.deepEqual(
    found.map(({ mode, oid, size, path }) => `${mode} ${oid} ${size ?? '-'} ${Buffer.from(path).toString('latin1')}`),
    printed.map(line => line.replace(/^(\d+) \w+ (\w+) +(\S+)\t/, '$1 $2 $3 ')),
  )
})

test('deeper folders are listed level by level, however they are divided into pages', async () => {
  const whole = await list({ maxDepth: 9 })
  const depths = whole.map(({ path }) => path.split('/').length)
  assert.deepEqual(
    depths,
    depths.toSorted((a, b) => a - b),
  )
  assert.deepEqual(
    whole.map(({ path }) => path).sort(),
    open.history.bytes('ls-tree', '-rtz', '--name-only', 'main').toString().split('\0').filter(Boolean).sort(),
  )
  assert.deepEqual(await list({ maxDepth: 9, limit: 1 }), whole)
  assert.deepEqual(
    await list({ maxDepth: 2 }),
    whole.filter(({ path }) => path.split('/').length <= 2),
  )
})

test('the entries of a folder are named from the root', async () => {
  const found = await list({ path: repoPath('src/deep'), maxDepth: 2 })
  assert.deepEqual(
    found.map(({ path, type }) => [path, type]),
    [
      ['src/deep/er', 'directory'],
      ['src/deep/er/file.txt', 'file'],
    ],
  )
})

async function read(path: string, range?: ByteRange): Promise<FileContent & { text: string }> {
  const found = await open.node.file(open.storage, main, repoPath(path), range ? { range } : {})
  return { ...found, text: (await buffer(found.content)).toString('latin1') }
}

test('a file has its bytes, a link its target, a submodule its commit', async () => {
  assert.equal((await read('src/app.ts')).text, text('cat-file', 'blob', 'main:src/app.ts'))
  assert.equal((await read('image.png')).text, text('cat-file', 'blob', 'main:image.png'))
  assert.equal((await read('empty')).text, '')
  assert.deepEqual([(await read('outside')).text, (await read('outside')).entry.type], ['../../etc/passwd', 'link'])
  assert.equal((await read('vendor/lib')).text, '1234567890'.repeat(4))
  assert.equal((await read('line\nbreak')).entry.path, 'line\nbreak')
})

test('parts of a file are given as far as it has them', async () => {
  const whole = text('cat-file', 'blob', 'main:src/app.ts')
  const part = async (range: ByteRange) => {
    const found = await read('src/app.ts', range)
    return [found.range!.first, found.range!.last, found.text]
  }
  assert.deepEqual(await part({ first: 3, last: 9 }), [3, 9, whole.slice(3, 10)])
  assert.deepEqual(await part({ first: 300 }), [300, whole.length - 1, whole.slice(300)])
  assert.deepEqual(await part({ suffix: 5 }), [whole.length - 5, whole.length - 1, whole.slice(-5)])
  assert.deepEqual(await part({ suffix: 10_000 }), [0, whole.length - 1, whole])
  assert.deepEqual(await part({ first: 10_000, last: 20_000 }), [10_000, whole.length - 1, ''])
})

test('diffs and patches are what git prints', async () => {
  const { node, storage } = open
  const [from, path] = [oid(git('rev-parse', 'v1')), repoPath('src')]
  const shown = (...args: string[]) => text('-c', 'core.quotePath=false', ...args)
  assert.equal(await said(node.diff(storage, { from, to: main })), shown('diff', '-M', 'v1', 'main'))
  assert.equal(await said(node.diff(storage, { to: main })), shown('diff', 'main^', 'main'))
  assert.equal(
    await said(node.diff(storage, { from, to: main, paths: [path], context: 1 })),
    shown('diff', '-U1', 'v1', 'main', '--', 'src'),
  )
  assert.doesNotMatch(await said(node.diff(storage, { from, to: main, binary: 'omit' })), /image/)
  assert.equal(
    await said(node.patch(storage, { from, to: main })),
    shown('format-patch', '--stdout', '--no-signature', 'v1..main'),
  )
})

test('a diffstat counts what git counts, a root commit against nothing', async () => {
  const { node, storage } = open
  const root = await node.diffstat(storage, { to: oid(git('rev-parse', 'v1')) })
  assert.equal(root.length, lines(git('ls-tree', '-r', '--name-only', 'v1')).length)
  const ask = { from: oid(git('rev-parse', 'v1')), to: main }
  const changes = await node.diffstat(storage, ask)
  assert.equal(changes.length, lines(git('diff', '--name-only', 'v1', 'main')).length)
  assert.deepEqual(await node.diffstat(storage, ask), changes)
  assert.notDeepEqual(await node.diffstat(storage, { ...ask, renames: false }), changes)
})

test('the history of a path says where it was and what it was', async () => {
  const { node, storage } = open
  const ask = { commit: main, path: repoPath('docs/renamed.md'), limit: 1 }
  const followed = await pages(after => node.pathHistory(storage, { ...ask, follow: true, after }))
  assert.deepEqual(
    followed.flatMap(({ commit, path }) => [commit.hash, path]),
    lines(git('log', '--follow', '--format=%H', '--name-only', 'main', '--', 'docs/renamed.md')),
  )
  assert.equal(followed.at(-1)?.entry?.oid, git('rev-parse', 'v1:docs/guide.md'))
  const plain = await pages(after => node.pathHistory(storage, { ...ask, after }))
  assert.deepEqual(
    plain.map(({ commit }) => commit.hash),
    lines(git('log', '--format=%H', 'main', '--', 'docs/renamed.md')),
  )
  const removed = await node.pathHistory(storage, { commit: main, path: repoPath('gone'), limit: 9 })
  assert.deepEqual(
    removed.values.map(({ entry }) => entry === null),
    [true, false],
  )
})

test('bases and distances are those of git', async () => {
  const { node, storage } = open
  const x = oid(git('rev-parse', 'feature/x'))
  assert.equal(await node.mergeBase(storage, main, x), git('merge-base', 'main', 'feature/x'))
  assert.equal(await node.mergeBase(storage, main, oid(git('rev-parse', 'unrelated'))), null)
  const [ahead, behind] = git('rev-list', '--left-right', '--count', 'main...feature/x').split('\t').map(Number)
  assert.deepEqual(await node.aheadBehind(storage, main, x), { ahead, behind })
})

test('an archive holds the files', async () => {
  const { node, storage } = open
  const tar = await said(node.archive(storage, { commit: main, format: 'tar', prefix: 'site/' }))
  assert.equal(tar, text('archive', '--format=tar', '--prefix=site/', 'main'))
})

test('conflicts of a merge are told, and leave nothing behind', async () => {
  const { node, storage } = open
  const [ours, theirs] = [main, oid(git('rev-parse', 'unrelated'))]
  const { tree, conflicts } = await node.conflicts(storage, { ours, theirs })
  assert.equal(tree, null)
  assert.deepEqual(
    conflicts.map(({ path, kind }) => [path, kind]),
    [['src/app.ts', 'add-add']],
  )
})
