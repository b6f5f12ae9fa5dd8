import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { inQuarantine } from './git.ts'
import { makeRepository } from './made-repository.ts'
import { mergeTree } from './merge-tree.ts'
import { type Oid, oid, ZERO_OID } from './oid.ts'

const { repository, git, remove } = makeRepository()
const quarantine = mkdtempSync(join(tmpdir(), 'pail-merge-'))
after(() => {
  rmSync(quarantine, { recursive: true })
  remove()
})
const input = (args: string[], text: string) =>
  execFileSync('git', args, { cwd: repository.dir, input: text }).toString().trim()

type Files = Record<string, string | { mode: string; text: string }>

/** A commit that holds exactly these files. */
function commit(files: Files, ...parents: Oid[]): Oid {
  const lines = Object.entries(files).map(([path, file]) => {
    const { mode, text } = typeof file === 'string' ? { mode: '100644', text: file } : file
    return `${mode} ${mode === '160000' ? text : input(['hash-object', '-w', '--stdin'], text)}\t${path}\n`
  })
  const env = { ...process.env, GIT_INDEX_FILE: join(repository.dir, 'an-index') }
  execFileSync('git', ['read-tree', '--empty'], { cwd: repository.dir, env })
  execFileSync('git', ['update-index', '--index-info'], { cwd: repository.dir, env, input: lines.join('') })
  const tree = execFileSync('git', ['write-tree'], { cwd: repository.dir, env }).toString().trim()
  return oid(
    git(
      '-c',
      'user.name=Ada',
      '-c',
      'user.email=a@b',
      'commit-tree',
      '-m',
      'x',
      ...parents.flatMap(id => ['-p', id]),
      tree,
    ),
  )
}

const text = (word = '') => Array.from({ length: 20 }, (_, at) => (at === 9 ? `${word}\n` : `line ${at}\n`)).join('')
const merge = (ours: Oid, theirs: Oid) => mergeTree(inQuarantine(repository, quarantine), { ours, theirs })
async function kinds(before: Files, ours: Files, theirs: Files): Promise<string[]> {
  const base = commit(before)
  const { tree, conflicts } = await merge(commit(ours, base), commit(theirs, base))
  assert.equal(tree, null)
  assert.ok(conflicts.every(({ message }) => message.startsWith('CONFLICT')))
  return conflicts.map(({ path, kind }) => `${path} ${kind}`)
}

test('a commit that is not there cannot be merged', async () => {
  await assert.rejects(merge(commit({ a: 'a' }), 'f'.repeat(40) as Oid), { name: 'GitFailed' })
})

test('changes in one place of a file are a conflict of contents', async () => {
  assert.deepEqual(await kinds({ a: text() }, { a: text('ours') }, { a: text('theirs') }), ['a content'])
})

test('a file that both added is told from one that both changed', async () => {
  assert.deepEqual(await kinds({ z: 'z' }, { z: 'z', a: 'ours\n' }, { z: 'z', a: 'theirs\n' }), ['a add-add'])
})

test('it is said which side deleted what the other changed', async () => {
  const files = { z: 'z', a: text() }
  assert.deepEqual(await kinds(files, { z: 'z' }, { z: 'z', a: text('theirs') }), ['a deleted-by-ours'])
  assert.deepEqual(await kinds(files, { z: 'z', a: text('ours') }, { z: 'z' }), ['a deleted-by-theirs'])
})

test('a file that was renamed apart is a conflict at each of its names', async () => {
  assert.deepEqual(await kinds({ a: text() }, { b: text() }, { c: text() }), ['a rename', 'b rename', 'c rename'])
})

test('binary files and submodules are told from texts', async () => {
  const link = (digit: string) => ({ mode: '160000', text: digit.repeat(40) })
  assert.deepEqual(await kinds({ a: 'a\0' }, { a: 'b\0' }, { a: 'c\0' }), ['a binary'])
  assert.deepEqual(await kinds({ lib: link('1') }, { lib: link('2') }, { lib: link('3') }), ['lib submodule'])
})

test('a file in the way of a folder is a conflict of structure', async () => {
  const found = await kinds({ z: 'z' }, { z: 'z', a: 'file\n' }, { z: 'z', 'a/b': 'deep\n' })
  assert.deepEqual(found, ['a structure'])
})

test('what goes together gives the tree that git gives, and writes nothing to the repository', async () => {
  const base = commit({ a: text(), b: text() })
  const [ours, theirs] = [commit({ a: text('ours'), b: text() }, base), commit({ a: text(), b: text('theirs') }, base)]
  const before = readdirSync(join(repository.dir, 'objects'), { recursive: true }).length
  const { tree, conflicts } = await merge(ours, theirs)
  assert.equal(readdirSync(join(repository.dir, 'objects'), { recursive: true }).length, before)
  assert.deepEqual({ tree, conflicts }, { tree: git('merge-tree', '--write-tree', ours, theirs), conflicts: [] })
})

test('unrelated histories merge as if they had begun with nothing', async () => {
  assert.deepEqual((await merge(commit({ a: 'a\n' }), commit({ b: 'b\n' }))).conflicts, [])
  assert.equal((await merge(commit({ a: 'a\n' }), commit({ a: 'b\n' }))).conflicts[0]?.kind, 'add-add')
  assert.notEqual((await merge(commit({ a: 'a\n' }), commit({ b: 'b\n' }))).tree, ZERO_OID)
})
