import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { inQuarantine } from './git.ts'
import { makeHistory } from './made-history.ts'
import { MergeLine } from './merge-line.ts'
import { mergeTree } from './merge-tree.ts'
import { type Oid, oid } from './oid.ts'

const { repository, git, remove } = makeHistory()
const folder = mkdtempSync(join(tmpdir(), 'pail-line-'))
const inside = inQuarantine(repository, folder)
after(() => {
  rmSync(folder, { recursive: true })
  remove()
})
const tip = (name: string) => oid(git('rev-parse', `${name}^{commit}`))
const open = (signal = new AbortController().signal) => new MergeLine(inside, folder, signal)

test('a commit that is not there ends the line, for everybody in it', async () => {
  const line = open()
  const pair = { ours: tip('main'), theirs: 'f'.repeat(40) as Oid }
  await assert.rejects(line.merge(pair), { name: 'GitFailed' })
  await assert.rejects(line.merge({ ours: tip('main'), theirs: tip('v1') }), { name: 'GitFailed' })
  await line.end()
})

test('who does not want it any more is told so, and the process ends', async () => {
  const abort = new AbortController()
  const line = open(abort.signal)
  await line.merge({ ours: tip('main'), theirs: tip('main') })
  abort.abort()
  await assert.rejects(line.merge({ ours: tip('main'), theirs: tip('main') }), { name: 'AbortError' })
  await line.end()
  assert.equal(repository.git.running.size, 0)
})

test('each answer comes before the next question, and is that of a process of its own', async () => {
  const line = open()
  for (const theirs of ['feature/x', 'old/times', 'unrelated', 'v1', 'feature/x', 'main']) {
    const pair = { ours: tip('main'), theirs: tip(theirs) }
    assert.equal(await line.merge(pair), (await mergeTree(inside, pair)).tree, theirs)
  }
  await line.end()
})
