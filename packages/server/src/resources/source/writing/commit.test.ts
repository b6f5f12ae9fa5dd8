import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { openDesk } from './testing.ts'

const { village, post, commit, refused, inGit } = await openDesk()
after(() => village.close())
const { ada } = village
const at = '/2.0/repositories/acme/site/src'

test('the first commit of an empty repository begins its main branch', async () => {
  await village.events()
  const hash = await commit({ '/docs/README.md': '# Site\n', 'logo.png': new Blob(['\x89PNG']), message: 'Begin' })
  assert.equal(await inGit('rev-parse', 'main'), hash)
  assert.equal(
    await inGit('log', '--format=%an <%ae> %cn <%ce> %s|%P', 'main'),
    'Ada <ada@example.com> Ada <ada@example.com> Begin|',
  )
  assert.equal(await inGit('ls-tree', '-r', '--name-only', 'main'), 'docs/README.md\nlogo.png')
  assert.deepEqual(await village.events(), ['repo:push'])
  assert.equal((await ada.get('/2.0/repositories/acme/site')).body.mainbranch.name, 'main')
})

test('a branch named in an empty repository becomes its main branch', async () => {
  await ada.post('/2.0/repositories/acme/trunk', { project: { key: 'SITE' } })
  const answer = await post({ a: 'a', branch: 'trunk/one' }, { to: '/2.0/repositories/acme/trunk/src' })
  assert.equal(answer.status, 201)
  assert.equal((await ada.get('/2.0/repositories/acme/trunk')).body.mainbranch.name, 'trunk/one')
})

test('a new branch begins at the main branch, or at the commit that is named', async () => {
  const main = await inGit('rev-parse', 'main')
  const first = await inGit('rev-list', '--max-parents=0', 'main')
  await commit({ 'b.txt': 'b', branch: 'side/one' })
  await commit({ 'b.txt': 'b', branch: 'side/two', parents: first })
  assert.equal(await inGit('rev-parse', 'main', 'side/one^', 'side/two^'), `${main}\n${main}\n${first}`)
})

test('a new branch without files begins with a commit that changes nothing', async () => {
  await commit({ branch: 'bare' })
  assert.equal(await inGit('diff', '--stat', 'bare^', 'bare'), '')
  await refused({ branch: 'bare' }, 400, 'There is nothing to commit.')
})

test('the order of the parts does not matter', async () => {
  await commit({ 'kept.txt': 'kept' })
  await commit({ 'late.txt': 'x', 'kept.txt': 'changed', files: ['late.txt'], message: 'Late', branch: 'late' })
  assert.equal(await inGit('diff', '--name-status', 'main', 'late'), 'M\tkept.txt\nA\tlate.txt')
})

test('what is as it was is still a commit', async () => {
  const before = await inGit('rev-parse', 'main')
  await commit({ 'kept.txt': 'kept' })
  assert.equal(
    await inGit('rev-parse', 'main^', 'main^{tree}'),
    `${before}\n${await inGit('rev-parse', `${before}^{tree}`)}`,
  )
})

test('the address can say what the body leaves out', async () => {
  const answer = await post(
    { 'a.txt': 'q', message: 'From the body' },
    { to: `${at}?branch=query&message=Address&files=b` },
  )
  assert.equal(answer.status, 400)
  const { status } = await post({ 'a.txt': 'q', message: 'Body' }, { to: `${at}?branch=query&message=Address` })
  assert.equal(status, 201)
  assert.equal(await inGit('log', '-1', '--format=%s', 'query'), 'Body')
})
