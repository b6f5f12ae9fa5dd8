import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { after, before, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { Invalid, NotFound, TimedOut, TooLarge } from '@pail/failures'
import { type Oid, oid, type RepoPath, refName } from '@pail/git'
import { ENVIRONMENT } from '@pail/git/testing'
import { type OpenNode, openNode } from './open-node.ts'
import type { CommitAsk, PathChange, Written } from './writing.ts'

const MAIN = refName('refs/heads/main')
const ADA = { name: 'Ada', email: 'ada@example.org', date: 1_700_000_000, zone: '+0200' }
let open: OpenNode
before(async () => {
  open = await openNode({ limits: { packBytes: 64 * 2 ** 20 } })
})
after(() => open.close())

const git = (args: string[], input: string | Buffer = '') =>
  execFileSync('git', args, { cwd: open.dir, env: DATED, input, stdio: ['pipe', 'pipe', 'ignore'] })
    .toString()
    .trim()
const inPassing = (...at: string[]) => readdirSync(join(open.folder, 'repositories', 'passing', ...at))

/** What is tidied up is not waited for by those who asked. */
async function becomes(expected: string[], found: () => string[]): Promise<void> {
  for (let round = 0; round < 100 && found().length > expected.length; round++) await wait(50)
  assert.deepEqual(found(), expected)
}
const path = (text: string) => text as RepoPath
const put = (at: string, content: string | Buffer = at): PathChange => ({
  path: path(at),
  content: Buffer.from(content),
})
const remove = (at: string): PathChange => ({ path: path(at), delete: true })
const listed = (commit: string) => git(['ls-tree', '-r', '--name-only', commit]).split('\n').filter(Boolean)

async function tip(): Promise<Oid | null> {
  const { refs } = await open.node.refs(open.storage)
  return refs.find(({ name }) => name === MAIN)?.oid ?? null
}

async function write(changes: PathChange[], ask: Partial<CommitAsk> = {}): Promise<Written> {
  const old = await tip()
  const parents = old ? [old] : []
  return open.node.writeCommit(open.storage, {
    ...{ parents, changes, author: ADA, committer: ADA, message: 'change', ref: MAIN, old },
    ...ask,
  })
}

async function commit(changes: PathChange[], ask: Partial<CommitAsk> = {}): Promise<Oid> {
  const { quarantine, updates, oid } = await write(changes, ask)
  const [update] = updates
  assert.equal(update?.reason, undefined)
  const [moved] = await open.node.commit(open.storage, { quarantine, refs: [update!.ref], atomic: true })
  assert.equal(moved?.reason, undefined)
  return oid
}

/** What git's own commands make of the same changes. */
function plumbing(
  base: string | null,
  entries: readonly string[],
  removed: readonly string[],
  message: string,
): string {
  const env = { ...DATED, GIT_INDEX_FILE: join(open.folder, 'index') }
  const run = (args: string[], input = '') => execFileSync('git', args, { cwd: open.dir, env, input }).toString().trim()
  run(base ? ['read-tree', base] : ['read-tree', '--empty'])
  const dropped = removed.map(at => `0 ${'0'.repeat(40)}\t${at}\n`)
  run(['update-index', '--replace', '--index-info'], [...dropped, ...entries.map(entry => `${entry}\n`)].join(''))
  const tree = run(['write-tree'])
  return run(['commit-tree', '-m', message, ...(base ? ['-p', base] : []), tree])
}

test('the deletion of what is not there is not found, by its name, and leaves nothing', async () => {
  await commit([put('README.md'), put('src/main.ts'), put('src/lib/a.ts'), put('docs')])
  await assert.rejects(write([remove('src/gone.ts')]), (error: Error) => {
    return error instanceof NotFound && error.message.includes('src/gone.ts')
  })
  await assert.rejects(write([remove('README.md/x')]), NotFound)
  await becomes([], inPassing)
})

test('paths that lead out of a tree or into a .git are refused', async () => {
  const refused = async (at: string) => assert.rejects(write([put(at)]), Invalid, at)
  await refused('')
  await refused('/etc/passwd')
  await refused('a//b')
  await refused('a/../b')
  await refused('a/')
  await refused('.git/config')
  await refused('a/.GIT/config')
  await refused('.g\u200cit/config')
  await refused('git~1/config')
  await refused('.git. ./config')
  await refused('a\\.git\\config')
  await refused('.git::$INDEX_ALLOCATION/config')
  await becomes([], inPassing)
})

test('what git refuses in a push is refused here, with the rule', async () => {
  const link = (at: string): PathChange => ({ path: path(at), content: Buffer.from('elsewhere'), mode: '120000' })
  await assert.rejects(write([link('.gitmodules')]), Invalid)
  await assert.rejects(write([link('a/.gitattributes')]), Invalid)
  await assert.rejects(write([link('gitmod~1')]), /gitmodulesSymlink/)
  await assert.rejects(write([put('.gitmodules', '[submodule "x"]\n\tpath = x\n\turl = -u./evil\n')]), /gitmodulesUrl/)
  await assert.rejects(write([put('a')], { message: 'a\0b' }), Invalid)
  await assert.rejects(write([put('a')], { author: { ...ADA, date: -1 } }), Invalid)
  await becomes([], inPassing)
})

test('a ref that moved, that is hidden or whose name is in the way does not move', async () => {
  const reason = async (ask: Partial<CommitAsk>) => {
    const { quarantine, updates } = await write([put('a')], ask)
    const [update] = updates
    if (update?.reason !== undefined) await open.node.discard(open.storage, quarantine)
    else return (await open.node.commit(open.storage, { quarantine, refs: [update!.ref], atomic: true }))[0]?.reason
    return update.reason
  }
  assert.match((await reason({ old: null }))!, /moved/)
  assert.match((await reason({ ref: refName('refs/pull-requests/1/from'), old: null }))!, /hidden/)
  assert.match((await reason({ ref: refName('refs/heads/main/more'), old: null }))!, /conflicts/)
})

test('objects that are not there are not found', async () => {
  const nothing = oid('1'.repeat(40))
  await assert.rejects(write([{ path: path('a'), content: nothing }]), NotFound)
  await assert.rejects(write([put('a')], { parents: [nothing] }), NotFound)
  await assert.rejects(write([put('a')], { base: null, parents: [nothing] }), Invalid)
  await assert.rejects(write([{ path: path('a'), content: (await tip())! }]), Invalid)
  await assert.rejects(write([put('a')], { quarantine: '00000000-0000-0000-0000-000000000000' }), NotFound)
  await assert.rejects(
    open.node.writeTag(open.storage, { name: 'v0', target: nothing, message: 'x', tagger: ADA }),
    NotFound,
  )
  await becomes([], inPassing)
})

test('nothing can be seen before it is decided', async () => {
  const before = await tip()
  const { quarantine, oid, updates } = await write([put('waiting')])
  assert.deepEqual(updates, [{ ref: MAIN, old: before, new: oid, kind: 'commit', peeled: null, forced: false }])
  assert.throws(() => git(['cat-file', '-e', oid]))
  await open.node.discard(open.storage, quarantine)
  await becomes([], inPassing)
  assert.equal(await tip(), before)
})

test('a commit is the one that git itself would make', async () => {
  const base = (await tip())!
  const blob = (content: string) => git(['hash-object', '--stdin', '-w'], content)
  const changes: PathChange[] = [
    { path: path('src/lib/run.sh'), content: Buffer.from('#!/bin/sh\n'), mode: '100755' },
    { path: path('link'), content: Buffer.from('README.md'), mode: '120000' },
    put('src-a', 'sorted'),
    put('src.b', 'sorted'),
    put('größe/ß \t"x"', 'names'),
    remove('src/main.ts'),
  ]
  const expected = plumbing(
    base,
    [
      `100755 ${blob('#!/bin/sh\n')}\tsrc/lib/run.sh`,
      `120000 ${blob('README.md')}\tlink`,
      `100644 ${blob('sorted')}\tsrc-a`,
      `100644 ${blob('sorted')}\tsrc.b`,
      `100644 ${blob('names')}\t"größe/ß \\t\\"x\\""`,
    ],
    ['src/main.ts'],
    'change\n\nwith a body',
  )
  assert.equal(await commit(changes, { message: 'change\n\nwith a body' }), expected)
  assert.deepEqual(await open.node.fsck(open.storage), [])
})

test('a first commit and one without files are those of git', async () => {
  const ref = refName('refs/heads/orphan')
  const first = await commit([put('x', 'x')], { parents: [], ref, old: null })
  assert.equal(first, plumbing(null, [`100644 ${git(['hash-object', '--stdin'], 'x')}\tx`], [], 'change'))
  const empty = await commit([remove('x')], { parents: [first], ref, old: first })
  assert.equal(empty, plumbing(first, [], ['x'], 'change'))
  assert.equal(await commit([], { parents: [empty], ref, old: empty }), plumbing(empty, [], [], 'change'))
  assert.deepEqual(await open.node.fsck(open.storage), [])
})

test('names are cleaned as git cleans them', async () => {
  const author = { ...ADA, name: ' .Ada <b>\n Lovelace,; ', email: '<ada@example.org>\n' }
  const env = { ...DATED, GIT_AUTHOR_NAME: author.name, GIT_AUTHOR_EMAIL: author.email }
  const base = (await tip())!
  const expected = execFileSync('git', ['commit-tree', '-m', 'x', '-p', base, `${base}^{tree}`], { cwd: open.dir, env })
  assert.equal(await commit([], { author, message: 'x' }), expected.toString().trim())
})

test('a file takes the place of a folder, a folder that of a file, and empty folders vanish', async () => {
  await commit([put('a/b/c'), put('d'), put('e/f')])
  const before = listed((await tip())!)
  await commit([put('a'), put('d/e/f'), remove('e/f')])
  const after = listed((await tip())!)
  assert.deepEqual(
    before.filter(name => !after.includes(name)),
    ['a/b/c', 'd', 'e/f'],
  )
  assert.deepEqual(
    after.filter(name => !before.includes(name)),
    ['a', 'd/e/f'],
  )
})

test('what is deleted goes first, a folder whole, whatever the order', async () => {
  await commit([put('old/x'), put('old/y/z'), put('file')])
  const names = listed(
    await commit([put('old/new'), put('file/inside'), remove('old'), remove('file'), remove('old/x')]),
  )
  assert.deepEqual(
    names.filter(name => /^(old|file)/.test(name)),
    ['file/inside', 'old/new'],
  )
})

test('the last change of a path counts', async () => {
  const id = await commit([put('twice', 'one'), remove('twice'), put('twice', 'two')])
  assert.equal(git(['show', `${id}:twice`]), 'two')
  await commit([put('twice', 'three'), remove('twice')])
  assert.equal(listed((await tip())!).includes('twice'), false)
})

test('names that are no text stay as they are', async () => {
  const blob = git(['hash-object', '-w', '--stdin'], 'x')
  const line = Buffer.from(`100644 blob ${blob}\t\xe9t\xe9\x00100644 blob ${blob}\t\xe8t\xe8\x00`, 'latin1')
  const tree = git(['mktree', '-z'], line)
  const id = await commit([put('b', 'x')], { base: oid(tree) })
  const expected = git(['mktree', '-z'], Buffer.concat([line, Buffer.from(`100644 blob ${blob}\tb\x00`)]))
  assert.equal(git(['rev-parse', `${id}^{tree}`]), expected)
})

test('files are taken in as they come and named later', async () => {
  const before = (await tip())!
  const quarantine = await open.node.beginWrite(open.storage)
  const bytes = randomBytes(5 * 2 ** 20)
  const pieces = Readable.from([bytes.subarray(0, 100), bytes.subarray(100)])
  const [large, small] = await Promise.all([
    open.node.writeBlob(open.storage, quarantine, pieces),
    open.node.writeBlob(open.storage, quarantine, Readable.from([Buffer.from('small')])),
  ])
  await open.node.writeBlob(open.storage, quarantine, Readable.from([Buffer.from('nowhere named')]))
  assert.equal(large.size, bytes.length)
  assert.equal(large.oid, git(['hash-object', '--stdin'], bytes))
  assert.throws(() => git(['cat-file', '-e', large.oid]))
  const id = await commit(
    [
      { path: path('large'), content: large.oid },
      { path: path('small'), content: small.oid },
      { path: path('again'), content: git(['rev-parse', `${before}:b`]) as Oid },
    ],
    { quarantine },
  )
  assert.equal(
    git(
      ['hash-object', '--stdin'],
      execFileSync('git', ['show', `${id}:large`], { cwd: open.dir, maxBuffer: 2 ** 24 }),
    ),
    large.oid,
  )
  assert.equal(git(['show', `${id}:small`]), 'small')
  assert.throws(() => git(['cat-file', '-e', git(['hash-object', '--stdin'], 'nowhere named')]))
  await becomes([], inPassing)
})

test('an empty file is a file', async () => {
  const quarantine = await open.node.beginWrite(open.storage)
  const { oid, size } = await open.node.writeBlob(open.storage, quarantine, Readable.from([]))
  assert.equal(size, 0)
  await commit([{ path: path('empty'), content: oid }, put('empty-too', '')], { quarantine })
  assert.deepEqual(await open.node.fsck(open.storage), [])
})

test('files past the limit of a push are refused, and files that end early', async () => {
  const quarantine = await open.node.beginWrite(open.storage)
  const piece = Buffer.alloc(2 ** 20)
  const endless = Readable.from(Array.from({ length: 65 }, () => piece))
  await assert.rejects(open.node.writeBlob(open.storage, quarantine, endless), TooLarge)
  const torn = Readable.from(
    (function* () {
      yield piece
      throw new Error('torn')
    })(),
  )
  await assert.rejects(open.node.writeBlob(open.storage, quarantine, torn))
  await becomes(['pack'], () => inPassing(quarantine))
  await open.node.discard(open.storage, quarantine)
  await assert.rejects(open.node.writeBlob(open.storage, quarantine, Readable.from([piece])), NotFound)
  await becomes([], inPassing)
})

test('writing takes no longer than it may, and ends with whoever asked', async () => {
  await assert.rejects(write([put('a')], { seconds: 0.0001 }), TimedOut)
  await assert.rejects(write([put('a')], { signal: AbortSignal.timeout(1) }))
  await becomes([], inPassing)
})

test('an annotated tag is the one that git itself would make', async () => {
  const target = (await tip())!
  const { quarantine, oid, updates } = await open.node.writeTag(open.storage, {
    ...{ name: 'v1', target, message: 'first', tagger: ADA },
  })
  assert.deepEqual([updates[0]!.kind, updates[0]!.peeled], ['tag', target])
  await open.node.commit(open.storage, { quarantine, refs: [updates[0]!.ref], atomic: true })
  const body = `object ${target}\ntype commit\ntag v1\ntagger Ada <ada@example.org> 1700000000 +0200\n\nfirst\n`
  assert.equal(oid, git(['mktag'], body))
  assert.equal(git(['rev-parse', 'refs/tags/v1^{}']), target)
  const again = await open.node.writeTag(open.storage, { name: 'v1', target, message: 'first', tagger: ADA })
  assert.match(again.updates[0]!.reason!, /moved/)
  await open.node.discard(open.storage, again.quarantine)
})

const DATED = {
  ...ENVIRONMENT,
  GIT_AUTHOR_DATE: '1700000000 +0200',
  GIT_COMMITTER_DATE: '1700000000 +0200',
}
