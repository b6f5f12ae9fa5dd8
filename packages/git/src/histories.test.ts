import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { after, test } from 'node:test'
import { aheadBehind, mergeBase } from './ancestry.ts'
import { formatCommit } from './commit-object.ts'
import { objectsLike } from './disambiguate.ts'
import { followed } from './followed.ts'
import { areInHistory, hasSeenRefWith } from './in-history.ts'
import { lastCommits } from './last-commits.ts'
import { makeHistory, ODD_NAMES } from './made-history.ts'
import { type Oid, oid } from './oid.ts'
import { output } from './output.ts'
import { type RepoPath, repoPath } from './repo-path.ts'
import { revList, type Walked } from './rev-list.ts'

const { repository, git, bytes, commits, hidden, reviewed, deleted, remove } = makeHistory()
after(remove)
const tip = (name: string) => oid(git('rev-parse', `${name}^{commit}`))
const main = tip('main')
const ids = (text: string) => text.split('\n').filter(Boolean)
const walked = (walk: Walked) => Array.fromAsync(revList(repository, walk))

test('a walk that is not wanted any more ends', async () => {
  await assert.rejects(walked({ include: [main], signal: AbortSignal.abort() }), { name: 'AbortError' })
})

test('a walk is in the order of git log', async () => {
  assert.deepEqual(
    await walked({ include: [main, tip('feature/x')] }),
    ids(git('log', '--format=%H', 'main', 'feature/x')),
  )
  assert.deepEqual(
    await walked({ include: [main], exclude: [tip('feature/x')] }),
    ids(git('log', '--format=%H', 'main', '^feature/x')),
  )
  assert.deepEqual(
    await walked({ include: [main], skip: 3, count: 2 }),
    ids(git('log', '--format=%H', '--skip=3', '-2', 'main')),
  )
})

test('a walk over a path takes every name for what it is', async () => {
  for (const path of [...ODD_NAMES, 'src', 'src/app.ts', 'docs/renamed.md', 'vendor/lib', 'not-there'])
    assert.deepEqual(
      await walked({ include: [main], path: repoPath(path) }),
      ids(git('--literal-pathspecs', 'log', '--format=%H', 'main', '--', path)),
    )
})

test('unrelated histories have no merge base', async () => {
  assert.equal(await mergeBase(repository, main, tip('unrelated')), null)
})

test('merge base and distances are those of git', async () => {
  for (const other of ['feature/x', 'old/times', 'v1']) {
    assert.equal(await mergeBase(repository, main, tip(other)), git('merge-base', 'main', other))
    const [ahead, behind] = git('rev-list', '--left-right', '--count', `main...${other}`).split('\t').map(Number)
    assert.deepEqual(await aheadBehind(repository, main, tip(other)), { ahead, behind })
  }
})

test('what only a hidden or deleted ref reached is in no public history', async () => {
  const tips = ['main', 'feature/x', 'old/times'].map(tip)
  assert.equal(await areInHistory(repository, [hidden], { tips }), false)
  assert.equal(await areInHistory(repository, [deleted], { tips }), false)
  assert.equal(await hasSeenRefWith(repository, hidden), false)
  assert.equal(await areInHistory(repository, [tip('unrelated')], { tips }), false)
  assert.equal(await areInHistory(repository, [tip('v1'), tip('v2')], { tips }), true)
  assert.equal(await hasSeenRefWith(repository, tip('v1')), true)
  assert.equal(await hasSeenRefWith(repository, reviewed), true)
})

test('an abbreviation gives every object that begins so', async () => {
  assert.deepEqual(await objectsLike(repository, main.slice(0, 7)), [main])
  await assert.rejects(objectsLike(repository, `${main.slice(0, 7)}^`))
  await assert.rejects(objectsLike(repository, main.slice(0, 3)))
})

test('a file is followed under its earlier names', async () => {
  const found = await Array.fromAsync(followed(repository, { commit: main, path: repoPath('docs/renamed.md') }))
  const printed = git('log', '--follow', '--format=%H', '--name-only', 'main', '--', 'docs/renamed.md')
    .split('\n')
    .filter(Boolean)
  assert.deepEqual(
    found.flatMap(({ commit, path }) => [commit, path]),
    printed,
  )
  assert.equal(found.at(-1)?.path, 'docs/guide.md')
})

test('a file with a line break in its name is followed', async () => {
  const found = await Array.fromAsync(followed(repository, { commit: main, path: repoPath('line\nbreak') }))
  assert.deepEqual(
    found.map(({ path }) => path),
    ['line\nbreak'],
  )
})

const namesIn = (commit: Oid, path: string) =>
  bytes('ls-tree', '-z', '--name-only', `${commit}:${path}`).toString().split('\0').filter(Boolean)

const marksOf = (path: string) => async (commit: Oid) => {
  const { stdout } = await output(repository, { args: ['ls-tree', '-z', path === '' ? commit : `${commit}:${path}`] })
  const lines = stdout.toString().split('\0').filter(Boolean)
  return new Map(lines.map(line => line.split('\t').reverse() as [string, string]))
}

async function checkLast(commit: Oid, path: string): Promise<void> {
  const names = namesIn(commit, path)
  const { found } = await lastCommits(repository, { commit, path: path as RepoPath, names, marks: marksOf(path) })
  const full = (name: string) => (path === '' ? name : `${path}/${name}`)
  const expected = names.map(name => [
    name,
    git('--literal-pathspecs', 'log', '-1', '--format=%H', commit, '--', full(name)),
  ])
  assert.deepEqual(
    names.map(name => [name, found.get(name)]),
    expected,
  )
}

test('the last commit of each entry is what git log says of it', async () => {
  await checkLast(main, '')
  await checkLast(main, 'src')
  await checkLast(tip('feature/x'), 'src')
  await checkLast(tip('old/times'), 'src/deep')
})

test('a search ends where an earlier answer begins', async () => {
  const [names, path] = [namesIn(main, 'src'), repoPath('src')]
  const parent = tip('main~5')
  const marks = marksOf('src')
  const before = await lastCommits(repository, { commit: parent, path, names: namesIn(parent, 'src'), marks })
  const asked = new Set<Oid>()
  const known = (commit: Oid) => (asked.add(commit) && commit === before.tip ? before.found : undefined)
  const after = await lastCommits(repository, { commit: main, path, names, known, marks })
  assert.deepEqual(after.found, (await lastCommits(repository, { commit: main, path, names, marks })).found)
  assert.ok(asked.has(before.tip!) && !asked.has(tip('v1')))
})

test('also where clocks went wrong', async () => {
  const tree = git('rev-parse', 'main^{tree}')
  const older = git('rev-parse', 'v1^{tree}')
  const person = (date: number) => ({ name: 'Ada', email: 'ada@example.org', date, zone: '+0000' })
  const make = (date: number, at: string, ...parents: Oid[]) => {
    const who = { author: person(date), committer: person(date) }
    const input = formatCommit({ tree: oid(at), parents, ...who, message: `${date}` })
    const args = ['hash-object', '-w', '-t', 'commit', '--stdin']
    return oid(execFileSync('git', args, { cwd: repository.dir, input }).toString().trim())
  }
  const first = make(9, older)
  const left = make(80, tree, first)
  const right = make(1, older, left)
  await checkLast(make(70, tree, right, left), '')
  await checkLast(make(70, older, left, right), '')
  assert.ok(commits.length > 20)
})
