import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { TooLarge, Unavailable } from '@pail/failures'
import { makeHistory } from './made-history.ts'
import { ObjectReader } from './object-reader.ts'
import { type Oid, oid } from './oid.ts'

const { repository, git, bytes, commits, remove } = makeHistory()
const reader = new ObjectReader(repository)
after(() => {
  reader.stop()
  remove()
})

test('an object that is not there is null, and the next question is answered', async () => {
  const nobody = 'f'.repeat(40) as Oid
  const [missing, there] = await Promise.all([reader.contents(nobody, 10), reader.info(commits[0]!)])
  assert.equal(missing, null)
  assert.equal(there?.kind, 'commit')
})

test('an empty file has a body of no bytes', async () => {
  const empty = oid(git('rev-parse', 'main:empty'))
  assert.deepEqual(await reader.info(empty), { kind: 'blob', size: 0 })
  assert.equal((await reader.contents(empty, 10))?.body.length, 0)
  assert.equal((await reader.contents(commits[0]!, 1000))?.kind, 'commit')
})

test('questions asked at once are answered in their order, with the bytes git has', async () => {
  const ids = git('rev-list', '--objects', '--no-object-names', '--all').split('\n').map(oid)
  const found = await Promise.all(ids.map(id => reader.contents(id, 2 ** 20)))
  const expected = ids.map(id => bytes('cat-file', git('cat-file', '-t', id), id))
  assert.deepEqual(
    found.map(object => object?.body),
    expected,
  )
})

test('an object larger than wanted ends the reader', async () => {
  const other = new ObjectReader(repository)
  await assert.rejects(other.contents(oid(git('rev-parse', 'main:src/app.ts')), 10), TooLarge)
  assert.equal(other.isUsable, false)
  await assert.rejects(other.info(commits[0]!), Unavailable)
})

test('a reader that ends answers what was asked before', async () => {
  const other = new ObjectReader(repository)
  const answer = other.info(commits[0]!)
  other.end()
  assert.equal((await answer)?.kind, 'commit')
})
