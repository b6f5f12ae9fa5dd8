import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PassThrough, Readable } from 'node:stream'
import { after, test } from 'node:test'
import { makeRepository } from './made-repository.ts'
import { refName } from './ref-name.ts'
import type { Running } from './run.ts'
import { ATOMIC_FAILURE, type RefChange, startUpdate, updateRefs } from './update-refs.ts'

const { repository, git, commit, remove } = makeRepository()
after(remove)
const one = commit('one')
const two = commit('two', one)
const each = { atomic: false }

test('a ref that is not where it was seen does not move', async () => {
  const ref = refName('refs/heads/seen')
  await updateRefs(repository, [{ ref, old: null, new: one }], each)
  assert.match((await updateRefs(repository, [{ ref, old: two, new: two }], each)).get(ref)!, /moved meanwhile/)
  assert.match((await updateRefs(repository, [{ ref, old: null, new: two }], each)).get(ref)!, /moved meanwhile/)
  assert.equal(git('rev-parse', ref), one)
})

test('a folder and a file of one name exclude each other', async () => {
  await updateRefs(repository, [{ ref: refName('refs/heads/a'), old: null, new: one }], each)
  const below = refName('refs/heads/a/b')
  assert.match((await updateRefs(repository, [{ ref: below, old: null, new: one }], each)).get(below)!, /conflicts/)
})

test('the reason never names a file of this machine', async () => {
  const ref = refName('refs/heads/seen')
  const missing = 'f'.repeat(40) as typeof one
  assert.equal(
    (await updateRefs(repository, [{ ref, old: one, new: missing }], each)).get(ref),
    'the object is missing',
  )
})

test('when all or none is asked for, one refusal holds all back', async () => {
  const good = { ref: refName('refs/heads/good'), old: null, new: one }
  const bad = { ref: refName('refs/heads/bad'), old: two, new: one }
  const reasons = await updateRefs(repository, [good, bad], { atomic: true })
  assert.equal(reasons.get(good.ref), ATOMIC_FAILURE)
  assert.equal(reasons.size, 2)
  assert.throws(() => git('rev-parse', '--verify', '-q', good.ref))
})

test('otherwise each ref stands for itself', async () => {
  const changes = ['p', 'q', 'r', 's'].map(name => ({
    ref: refName(`refs/heads/${name}`),
    old: name === 'q' || name === 's' ? two : null,
    new: one,
  }))
  const reasons = await updateRefs(repository, changes, each)
  assert.deepEqual([...reasons.keys()], ['refs/heads/q', 'refs/heads/s'])
  assert.equal(git('rev-parse', 'refs/heads/r'), one)
})

test('refs are created, moved and deleted', async () => {
  const ref = refName('refs/heads/life')
  assert.equal((await updateRefs(repository, [{ ref, old: null, new: one }], each)).size, 0)
  assert.equal((await updateRefs(repository, [{ ref, old: one, new: two }], each)).size, 0)
  assert.equal(git('rev-parse', ref), two)
  assert.equal((await updateRefs(repository, [{ ref, old: two, new: null }], each)).size, 0)
  assert.throws(() => git('rev-parse', '--verify', '-q', ref))
})

/** A git that was killed when it had moved the first of the refs: the others are still locked. */
function killed(...[first, ...rest]: RefChange[]): Running {
  git('update-ref', first!.ref, first!.new!)
  for (const { ref } of rest) writeFileSync(join(repository.dir, `${ref}.lock`), '')
  const exit = Promise.resolve({ code: null, stderr: '' })
  return { stdin: new PassThrough().resume(), stdout: Readable.from([]), exit, stop() {} }
}

test('of what was killed when it had moved a ref the others are moved as well', async () => {
  const [a, b] = ['first', 'second'].map(name => ({ ref: refName(`refs/heads/${name}`), old: null, new: one }))
  const reasons = await updateRefs(repository, [a!, b!], { atomic: true, updater: () => killed(a!, b!) })
  assert.equal(reasons.size, 0)
  assert.equal(git('rev-parse', b!.ref), one)
})

test('what was killed before it had moved anything has moved nothing, and is in nobody’s way', async () => {
  const [a, b] = ['third', 'fourth'].map(name => ({ ref: refName(`refs/heads/${name}`), old: null, new: one }))
  const before = { ...a!, ref: refName('refs/heads/elsewhere') }
  const updater = () => killed(before, a!, b!)
  assert.equal((await updateRefs(repository, [a!, b!], { atomic: true, updater })).size, 2)
  assert.throws(() => git('rev-parse', '--verify', '-q', a!.ref))
  assert.equal((await updateRefs(repository, [a!, b!], { atomic: true })).size, 0)
})

test('an input that is torn off changes nothing', async () => {
  const running = startUpdate(repository)
  running.stdout.resume()
  running.stdin.end(`start\ncreate refs/heads/torn ${one}\nprepare\n`)
  await running.exit
  assert.throws(() => git('rev-parse', '--verify', '-q', 'refs/heads/torn'))
})
