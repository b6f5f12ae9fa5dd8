import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { makeRepository } from './made-repository.ts'
import { parsePackedRefs } from './packed-refs.ts'
import { isCurrent, readRefs } from './read-refs.ts'
import { formatRefs, parseRefs } from './ref-snapshot.ts'

const { repository, git, commit, remove } = makeRepository()
after(remove)
const one = commit('one')
const two = commit('two', one)
git('update-ref', 'refs/heads/main', one)
git('update-ref', 'refs/heads/größe/ß', one)
git('tag', '-a', '-m', 'x', 'v1', one)
git('tag', 'light', one)
git('update-ref', 'refs/pull-requests/1/from', one)

const listed = () => git('for-each-ref', '--format=%(objectname) %(refname)').split('\n')
const read = async () => (await readRefs(repository, new Map())).snapshot
const lines = async () => (await read()).refs.map(ref => `${ref.oid} ${ref.name}`)

test('lock files, broken names and broken contents are not refs', () => {
  assert.deepEqual(parsePackedRefs(`# pack-refs with: peeled\n${one} refs/heads/a..b\nhello\n${one} HEAD\n`).refs, [])
})

test('the refs are those that git lists, in its order', async () => {
  assert.deepEqual(await lines(), listed())
})

test('packed and loose refs make one list, in which the loose ones are newer', async () => {
  git('pack-refs', '--all', '--prune')
  git('update-ref', 'refs/heads/main', two)
  git('update-ref', '-d', 'refs/tags/light')
  git('update-ref', 'refs/heads/zzz', one)
  assert.deepEqual(await lines(), listed())
})

test('what is behind an annotated tag is known, packed or not', async () => {
  git('tag', '-a', '-m', 'x', 'v2', two)
  const peeled = new Map((await read()).refs.map(ref => [ref.name as string, ref.peeled]))
  assert.deepEqual(
    [peeled.get('refs/tags/v1'), peeled.get('refs/tags/v2'), peeled.get('refs/heads/main')],
    [one, two, undefined],
  )
})

test('a change behind our back is noticed, and only a change', async () => {
  await wait(50)
  const reading = await readRefs(repository, new Map())
  assert.equal(isCurrent(repository.dir, reading), true)
  git('update-ref', 'refs/heads/größe/ß', two)
  assert.equal(isCurrent(repository.dir, reading), false)
})

test('a change of HEAD is a change', async () => {
  const before = await read()
  git('symbolic-ref', 'HEAD', 'refs/heads/zzz')
  const after = await read()
  assert.equal(after.head, 'refs/heads/zzz')
  assert.notEqual(before.etag, after.etag)
})

test('a list travels as text and comes back as it was', async () => {
  const { etag: _, ...snapshot } = await read()
  assert.deepEqual(parseRefs(formatRefs(snapshot)), snapshot)
})
