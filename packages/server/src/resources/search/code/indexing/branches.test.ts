import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Oid, refName } from '@pail/git'
import { isUpToDate, searchedBranches } from './branches.ts'

const oid = (digit: string) => digit.repeat(40) as Oid
const refs = ['main', 'release/1', 'release/2', 'topic'].map((name, at) => ({
  name: refName(`refs/heads/${name}`),
  oid: oid(String(at)),
}))
const tag = { name: refName('refs/tags/main'), oid: oid('9') }
const head = refName('refs/heads/topic')
const names = (found: ReturnType<typeof searchedBranches>) => found.map(one => (one.isMain ? '*' : '') + one.branch)

test('a repository without branches has nothing to search', () => {
  assert.deepEqual(searchedBranches({ head, refs: [tag] }, 'main', ['*']), [])
})

test('the main branch is searched, and where its row lags behind the branch of HEAD', () => {
  assert.deepEqual(names(searchedBranches({ head, refs: [tag, ...refs] }, 'main', [])), ['*main'])
  assert.deepEqual(names(searchedBranches({ head, refs }, null, [])), ['*topic'])
  assert.deepEqual(names(searchedBranches({ head, refs }, 'gone', [])), ['*topic'])
})

test('other branches are searched that a glob covers, after the main one', () => {
  assert.deepEqual(names(searchedBranches({ head, refs }, 'release/2', ['release/*', 'main'])), [
    '*release/2',
    'main',
    'release/1',
  ])
})

test('an index is up to date with the same branches at the same commits, and the same main one', () => {
  const searched = searchedBranches({ head, refs }, 'main', ['topic'])
  assert.ok(isUpToDate([...searched].reverse(), searched))
  assert.ok(!isUpToDate(searched.slice(1), searched))
  assert.ok(!isUpToDate([...searched, { branch: 'more', isMain: false }], searched))
  assert.ok(!isUpToDate([{ ...searched[0]!, commit: oid('8') }, searched[1]!] as never, searched))
  assert.ok(
    !isUpToDate(
      searched.map(one => ({ ...one, isMain: !one.isMain })),
      searched,
    ),
  )
})
