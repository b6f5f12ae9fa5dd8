import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { after, before, test } from 'node:test'
import { type Oid, oid, repoPath } from '@pail/git'
import { type OpenHistory, openHistory } from './open-history.ts'

let open: OpenHistory
before(async () => {
  open = await openHistory()
})
after(() => open.close())
const git = (...args: string[]) => open.history.git(...args)
const tip = (name: string) => oid(git('rev-parse', `${name}^{commit}`))
const ask = (commit: Oid, path: string, names: readonly string[]) =>
  open.node.lastCommits(open.storage, { commit, path: repoPath(path), names })

function namesIn(commit: Oid, path: string): string[] {
  const printed = open.history.bytes('ls-tree', '-z', '--name-only', `${commit}:${path}`)
  return printed.toString().split('\0').filter(Boolean)
}

/** What `git log -1` says of each entry. */
function expected(commit: Oid, path: string): Record<string, string> {
  const last = (name: string) =>
    git('--literal-pathspecs', 'log', '-1', '--format=%H', commit, '--', path === '' ? name : `${path}/${name}`)
  return Object.fromEntries(namesIn(commit, path).map(name => [name, last(name)]))
}

test('of what is not there nothing is said', async () => {
  assert.deepEqual(await ask(tip('main'), 'src', ['nope', 'gone', '..']), {})
  assert.deepEqual(await ask(tip('main'), 'not/there', ['x']), {})
  assert.deepEqual(await ask(tip('main'), 'README.md', ['x']), {})
})

test('each commit of a history is answered for as git log does, whichever was asked for before', async () => {
  const commits = git('rev-list', '--reverse', 'main').split('\n').map(oid)
  for (const commit of [...commits, ...commits.toReversed()])
    assert.deepEqual(await ask(commit, 'src', namesIn(commit, 'src')), expected(commit, 'src'))
})

test('merges of every kind are answered for as git log does', async () => {
  for (const branch of ['main', 'feature/x', 'old/times', 'unrelated', 'main'])
    assert.deepEqual(await ask(tip(branch), '', namesIn(tip(branch), '')), expected(tip(branch), ''))
})

test('after a push the answer is that of the new commit, merges of the unknown included', async () => {
  await ask(tip('main'), 'src', namesIn(tip('main'), 'src'))
  const make = (message: string, tree: string, ...parents: string[]) => {
    const id = git('commit-tree', '-m', message, ...parents.flatMap(parent => ['-p', parent]), tree)
    return oid(execFileSync('git', ['-C', open.dir, 'fetch', '-q', open.history.repository.dir, id]) && id)
  }
  git('config', 'uploadpack.allowAnySHA1InWant', 'true')
  const next = make('next', 'main~9^{tree}', 'main')
  assert.deepEqual(await ask(next, 'src', namesIn(next, 'src')), expected(next, 'src'))
  const merge = make('merge', 'main~3^{tree}', next, 'old/times', 'feature/x')
  assert.deepEqual(await ask(merge, 'src', namesIn(merge, 'src')), expected(merge, 'src'))
})
