import assert from 'node:assert/strict'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { git, temporary } from '@pail/testkit'
import { isWholeClone, smallHistory } from './demo.ts'

test('a folder that is no clone, lies within one, or holds a part of the history, is no whole clone', async () => {
  const [folder, plain, shallow] = [await smallHistory(temporary()), temporary(), join(temporary(), 'shallow')]
  await git(plain, 'clone', '-q', '--depth=1', `file://${folder}`, shallow)
  mkdirSync(join(folder, 'within'))
  assert.equal(await isWholeClone(plain), false)
  assert.equal(await isWholeClone(join(folder, 'within')), false)
  assert.equal(await isWholeClone(shallow), false)
  assert.equal(await isWholeClone(folder), true)
})

test('a clone without a commit is none', async () => {
  const folder = temporary()
  await git(folder, 'init', '-q')
  assert.equal(await isWholeClone(folder), false)
})

test('the small history is a few commits that greet, and a tag', async () => {
  const folder = await smallHistory(temporary())
  assert.equal(await git(folder, 'rev-list', '--count', 'main'), '3')
  assert.match(await git(folder, 'show', 'main:README.md'), /^# Hello/)
  assert.equal(await git(folder, 'cat-file', '-t', 'v1.0'), 'tag')
})
