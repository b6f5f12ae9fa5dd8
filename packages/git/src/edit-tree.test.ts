import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { Invalid, NotFound } from '@pail/failures'
import { editTree, type TreeEdit } from './edit-tree.ts'
import { makeRepository } from './made-repository.ts'
import { type Oid, oid } from './oid.ts'
import type { RepoPath } from './repo-path.ts'
import { Tree } from './tree.ts'

const { repository, git, remove } = makeRepository()
after(remove)
const run = (args: string[], input: string | Buffer = '') =>
  execFileSync('git', args, {
    cwd: repository.dir,
    input,
    env: { PATH: process.env.PATH, GIT_INDEX_FILE: join(repository.dir, 'index') },
    maxBuffer: 2 ** 26,
  })
const blob = oid(run(['hash-object', '-w', '--stdin'], 'x').toString().trim())
const other = oid(run(['hash-object', '-w', '--stdin'], 'y').toString().trim())

/** Git's own index after the same changes. */
function byGit(base: Oid | null, removed: readonly string[], placed: readonly string[]): Oid {
  run(base ? ['read-tree', base] : ['read-tree', '--empty'])
  const lines = [...removed.map(path => `0 ${blob}\t${path}`), ...placed.map(path => `100755 ${other}\t${path}`)]
  run(['update-index', '--replace', '-z', '--index-info'], lines.map(line => `${line}\0`).join(''))
  return oid(run(['write-tree']).toString().trim())
}

async function edit(base: Oid | null, change: Partial<TreeEdit>) {
  const read = async (tree: Oid) => new Tree(run(['cat-file', 'tree', tree]))
  return editTree({ base, removed: [], placed: [], read, ...change })
}

const paths = (...names: string[]) => names as RepoPath[]
const files = (...names: string[]) => names.map(name => ({ path: name as RepoPath, mode: '100755', oid: other }))

async function isAsGit(base: Oid | null, removed: string[], placed: string[]): Promise<void> {
  const { oid } = await edit(base, { removed: paths(...removed), placed: files(...placed) })
  assert.equal(oid, byGit(base, removed, placed))
}

const base = byGit(null, [], ['a/b/c', 'a/b/d', 'a.b', 'a-b', 'a0', 'e', 'f/g', 'f.g'])

test('what is not there cannot be removed', async () => {
  await assert.rejects(edit(base, { removed: paths('a/b/x') }), NotFound)
  await assert.rejects(edit(base, { removed: paths('e/x') }), NotFound)
  await assert.rejects(edit(null, { removed: paths('e') }), NotFound)
})

test('where only files may come and go, nothing else makes room', async () => {
  const refused = (change: Partial<TreeEdit>) => assert.rejects(edit(base, { ...change, filesOnly: true }), Invalid)
  await refused({ removed: paths('a') })
  await refused({ placed: files('a/b') })
  await refused({ placed: files('e/x') })
  await refused({ placed: files('new/x', 'new') })
  await refused({ placed: files('new', 'new/x') })
  await refused({ removed: paths('f/g'), placed: files('f/h/i', 'f') })
})

test('what was emptied makes room for a file, and a removed file for a folder', async () => {
  const { oid } = await edit(base, { removed: paths('f/g', 'e'), placed: files('f', 'e/x'), filesOnly: true })
  assert.equal(oid, byGit(base, ['f/g', 'e'], ['f', 'e/x']))
})

test('names have their place in the order of git', async () => {
  await isAsGit(base, [], ['a/a', 'a+', 'a/b.c', 'a', 'zz', '0', 'f', 'größe', '𝕏', '\uffff'])
  await isAsGit(base, ['a0', 'f.g'], ['a0', 'a1', 'f!', 'f0'])
  await isAsGit(base, ['a/b/c', 'a/b/d'], ['a'])
  await isAsGit(base, ['a-b', 'a.b'], ['a-b/c', 'a.b/c'])
})

test('folders that are empty vanish, up to the root', async () => {
  await isAsGit(base, ['a/b/c', 'a/b/d'], [])
  await isAsGit(base, ['a/b/c', 'a/b/d', 'a.b', 'a-b', 'a0', 'e', 'f/g', 'f.g'], [])
  const { made } = await edit(base, { removed: paths('f/g') })
  assert.equal(made.length, 1)
})

test('only what changes is made', async () => {
  const { made } = await edit(base, { placed: files('a/b/new') })
  assert.deepEqual(
    made.map(({ oid }) => oid),
    made.map(({ body }) => run(['hash-object', '-t', 'tree', '--stdin'], body).toString().trim()),
  )
  assert.equal(made.length, 3)
})

test('a thousand changes in a large folder are those of git', async () => {
  const names = Array.from({ length: 5000 }, (_, at) => `${at % 7}/${(at * 7919) % 5003}`)
  const large = byGit(null, [], names)
  const gone = names.filter((_, at) => at % 11 === 0)
  const come = names.filter((_, at) => at % 13 === 0).map((name, at) => (at % 2 ? `${name}.x` : `${name}/y`))
  await isAsGit(large, gone, come)
})

test('names that are no UTF-8 are found as they are shown, and keep their bytes', async () => {
  const raw = Buffer.from([0x61, 0xff])
  const line = (id: string) => Buffer.concat([Buffer.from(`100644 blob ${id}\t`), raw, Buffer.alloc(1)])
  const odd = oid(run(['mktree', '-z'], line(blob)).toString().trim())
  const shown = raw.toString()
  const { oid: changed } = await edit(odd, { placed: [{ path: shown as RepoPath, mode: '100644', oid: other }] })
  assert.equal(changed, run(['mktree', '-z'], line(other)).toString().trim())
  const { oid: emptied } = await edit(odd, { removed: paths(shown) })
  assert.equal(emptied, git('hash-object', '-t', 'tree', '/dev/null'))
})
