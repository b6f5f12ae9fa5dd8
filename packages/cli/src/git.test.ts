import assert from 'node:assert/strict'
import { test } from 'node:test'
import { temporary } from '@pail/testkit'
import { Failed } from './failure.ts'
import { git, progressIn } from './git.ts'

test('git that fails says why in one line', async () => {
  await assert.rejects(git({ args: ['rev-parse', 'HEAD'], cwd: temporary() }), (error: Failed) => {
    return error instanceof Failed && /^git rev-parse: fatal: not a git repository/.test(error.message)
  })
})

test('lines of progress are read, ours and those of the other side', () => {
  assert.deepEqual(progressIn('Receiving objects:  45% (123/270), 1.2 MiB | 3 MiB/s'), {
    stage: 'Receiving objects',
    done: 123,
    of: 270,
  })
  assert.equal(progressIn('remote: Resolving deltas: 100% (7/7), done.')?.done, 7)
  assert.equal(progressIn('fatal: no'), undefined)
})

test('what would lead git elsewhere does not reach it', async () => {
  process.env.GIT_DIR = '/nowhere'
  process.env.PAIL_TOKEN = 'secret'
  const said = await git({ args: ['-c', 'alias.env=!env', 'env'], cwd: temporary() })
  assert.doesNotMatch(said, /nowhere|secret/)
})
