import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { git, temporary } from '@pail/testkit'
import { openDesk } from './testing.ts'

const { village, post, commit, inGit } = await openDesk()
after(() => village.close())
await commit({ 'a.txt': 'a' })

test('of many at once each has its place on the branch', async () => {
  const before = Number(await inGit('rev-list', '--count', 'main'))
  await Promise.all(Array.from({ length: 12 }, (_, at) => commit({ [`many/at-once-${at}`]: 'x' })))
  assert.equal(Number(await inGit('rev-list', '--count', 'main')), before + 12)
  assert.equal((await inGit('ls-tree', '--name-only', 'main:many')).match(/at-once/g)?.length, 12)
})

test('of two who saw the same tip one is told to look again', async () => {
  const parents = await inGit('rev-parse', 'main')
  const answers = await Promise.all(['a', 'b'].map(name => post({ [`race-${name}`]: 'x', parents })))
  assert.deepEqual(answers.map(({ status }) => status).toSorted(), [201, 409])
})

test('a commit and a push build on one another', async () => {
  const work = join(temporary(), 'work')
  await git('/', 'clone', '-q', await village.remote('acme/site', 'bob'), work)
  await git(work, 'commit', '-q', '--allow-empty', '-m', 'Pushed')
  await git(work, 'push', '-q')
  const pushed = await git(work, 'rev-parse', 'HEAD')
  const hash = await commit({ 'after.txt': 'x' })
  assert.equal(await inGit('rev-parse', `${hash}^`), pushed)
  await git(work, 'pull', '-q', '--ff-only')
  assert.equal(await git(work, 'rev-parse', 'HEAD'), hash)
  assert.equal(await inGit('fsck', '--strict'), '')
})
