import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { after, test } from 'node:test'
import { Invalid } from '@pail/failures'
import { type ArchiveFormat, startArchive } from './archive.ts'
import { type DiffStyle, EMPTY_TREE, type Sides, startDiff } from './diff.ts'
import { diffstat, type FileChange } from './diffstat.ts'
import { makeHistory } from './made-history.ts'
import { oid } from './oid.ts'
import { omitBinaries } from './omit-binaries.ts'
import { startMail, startSeries } from './patch.ts'
import { type RepoPath, repoPath } from './repo-path.ts'
import type { Running } from './run.ts'

const { repository, git, bytes, remove } = makeHistory()
const folder = mkdtempSync(join(tmpdir(), 'pail-tar-'))
after(() => {
  rmSync(folder, { recursive: true })
  remove()
})
const id = (name: string) => oid(git('rev-parse', `${name}^{}`))
const main = id('main')
const sides = (from: string, to: string, more: Partial<Sides> = {}): Sides => ({
  ...{ from: id(from), to: id(to), paths: [], ignoreWhitespace: false, renames: true },
  ...more,
})
async function said(running: Running): Promise<string> {
  const text = (await buffer(running.stdout)).toString('latin1')
  assert.deepEqual(await running.exit, { code: 0, stderr: '' })
  return text
}
const diff = (from: string, to: string, more: Partial<Sides> = {}, style: Partial<DiffStyle> = {}) =>
  said(startDiff(repository, sides(from, to, more), { context: 3, binary: false, ...style }))
const printed = (...args: string[]) => bytes('-c', 'core.quotePath=false', ...args).toString('latin1')

test('a diff is what git prints', async () => {
  assert.equal(await diff('v1', 'main'), printed('diff', '-M', 'v1', 'main'))
  assert.equal(
    await diff('v1', 'main', {}, { context: 0, binary: true }),
    printed('diff', '-U0', '--binary', 'v1', 'main'),
  )
  assert.equal(
    await diff('v1', 'main', { renames: false, ignoreWhitespace: true }),
    printed('diff', '--no-renames', '-w', 'v1', 'main'),
  )
  assert.equal(await diff('main', 'unrelated'), printed('diff', 'main', 'unrelated'))
})

test('binary files can be left out of a diff', async () => {
  const { stdout } = startDiff(repository, sides('v1', 'main'), { context: 3, binary: false })
  const text = Buffer.concat(await Array.fromAsync(omitBinaries(stdout))).toString('latin1')
  assert.match(await diff('v1', 'main'), /image.png/)
  assert.equal(text, printed('diff', 'v1', 'main', '--', '.', ':!image.png'))
})

test('the paths of a diff are no patterns', async () => {
  const paths = ['*', ':(top)x', 'src/deep'].map(repoPath)
  assert.equal(
    await diff('v1', 'main', { paths }),
    printed('--literal-pathspecs', 'diff', 'v1', 'main', '--', ...paths),
  )
})

function lines(changes: FileChange[]): string[] {
  return changes.map(({ status, old, new: next, linesAdded, linesRemoved, binary }) => {
    const path = status === 'renamed' ? `\0${old!.path}\0${next!.path}` : (next ?? old)!.path
    return `${binary ? '-\t-' : `${linesAdded}\t${linesRemoved}`}\t${path}`
  })
}
const numstat = (...args: string[]) => bytes('diff', '--numstat', '-z', ...args).toString()

test('a diffstat counts what git counts', async () => {
  for (const [from, to] of [
    ['v1', 'main'],
    ['main', 'feature/x'],
    ['main', 'unrelated'],
    ['unrelated', 'main'],
  ] as const) {
    const changes = await diffstat(repository, sides(from, to))
    assert.equal(
      lines(changes)
        .map(line => `${line}\0`)
        .join(''),
      numstat('-M', from, to),
    )
    const letters = git('diff', '--raw', '-M', from, to)
      .split('\n')
      .map(line => line.split(' ')[4]![0])
    const words: Record<string, string> = { A: 'added', D: 'removed', M: 'modified', R: 'renamed' }
    assert.deepEqual(
      changes.map(({ status }) => status),
      letters.map(letter => words[letter!]),
    )
  }
})

test('files that differ in white space alone are no changes when that is ignored', async () => {
  const step = git('log', '--format=%H', '--grep=step 5', 'main')
  const before = git('rev-parse', `${step}^`)
  assert.ok((await diffstat(repository, sides(before, step))).some(({ new: file }) => file?.path === 'src/app.ts'))
  const changes = await diffstat(repository, sides(before, step, { ignoreWhitespace: true }))
  assert.equal(
    lines(changes)
      .map(line => `${line}\0`)
      .join(''),
    numstat('-w', before, step),
  )
})

test('everything is added to an empty tree', async () => {
  const changes = await diffstat(repository, { ...sides('v1', 'v1'), from: EMPTY_TREE })
  assert.deepEqual(
    changes.map(({ new: file }) => file?.path).sort(),
    bytes('ls-tree', '-rz', '--name-only', 'v1').toString().split('\0').filter(Boolean).sort(),
  )
  assert.ok(changes.every(({ status, old }) => status === 'added' && old === null))
  assert.equal(changes.find(({ new: file }) => file?.path === 'image.png')?.binary, true)
})

test('a series is what git format-patch writes', async () => {
  const series = await said(startSeries(repository, id('v1'), main))
  assert.equal(series, printed('format-patch', '--stdout', '--no-signature', 'v1..main'))
  assert.equal(await said(startSeries(repository, main, main)), '')
})

test('one commit is a mail that gives back its tree', async () => {
  const commit = git('log', '--format=%H', '--grep=rename', 'main')
  const mail = await said(startMail(repository, oid(commit)))
  const index = { GIT_INDEX_FILE: join(folder, 'index'), PATH: process.env.PATH }
  const run = (args: string[], input = '') =>
    execFileSync('git', args, { cwd: repository.dir, env: index, input }).toString()
  run(['read-tree', `${commit}^`])
  run(['apply', '--cached', '-'], mail)
  assert.equal(run(['write-tree']).trim(), git('rev-parse', `${commit}^{tree}`))
})

test('the mail of a merge or of a root is against the first parent or nothing', async () => {
  const body = (text: string) => text.slice(text.indexOf('diff --git'))
  const merge = git('log', '--format=%H', '--grep=evil merge', 'main')
  assert.equal(
    body(await said(startMail(repository, oid(merge)))).trimEnd(),
    printed('diff', '--binary', `${merge}^`, merge).trimEnd(),
  )
  assert.equal(
    body(await said(startMail(repository, id('v1')))).trimEnd(),
    printed('diff', '--binary', EMPTY_TREE, 'v1').trimEnd(),
  )
})

const archive = (format: ArchiveFormat, prefix = 'site/', path = '') =>
  startArchive(repository, { commit: main, format, prefix, path: path as RepoPath })

test('an archive goes into no folder above', () => {
  assert.throws(() => archive('tar', '../x/'), Invalid)
  assert.throws(() => archive('tar', '/x/'), Invalid)
  assert.throws(() => archive('tar', 'x'), Invalid)
  assert.throws(() => archive('sh' as ArchiveFormat), Invalid)
})

test('archives are what git makes', async () => {
  assert.equal(await said(archive('tar')), printed('archive', '--format=tar', '--prefix=site/', 'main'))
  assert.equal(await said(archive('tar', '', 'src')), printed('archive', '--format=tar', 'main', 'src'))
  const zip = await said(archive('zip'))
  assert.equal(zip.slice(0, 2), 'PK')
  const list = execFileSync('tar', ['-tz'], { input: Buffer.from(await said(archive('tar.gz')), 'latin1') }).toString()
  assert.match(list, /^site\/src\/app\.ts$/m)
})
