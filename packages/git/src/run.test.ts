import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { after, test } from 'node:test'
import { TooLarge } from '@pail/failures'
import { environment } from './environment.ts'
import { inQuarantine } from './git.ts'
import { makeRepository } from './made-repository.ts'
import { output, printed } from './output.ts'
import { start } from './run.ts'
import { isAtLeast, version } from './version.ts'

const { repository, git, commit, remove } = makeRepository()
after(remove)

test('nothing of our own environment reaches git', async () => {
  process.env.GIT_EXTERNAL_DIFF = '/bin/false'
  const { stdout } = await output({ ...repository, git: { ...repository.git, binary: '/usr/bin/env' } }, { args: [] })
  delete process.env.GIT_EXTERNAL_DIFF
  assert.equal(stdout.toString().includes('GIT_EXTERNAL_DIFF'), false)
  assert.equal(Object.keys(environment(repository)).includes('SSH_AUTH_SOCK'), false)
})

test('settings of the machine and of the repository cannot start a program', async () => {
  git('config', 'core.hooksPath', '/tmp')
  assert.equal(await printed(repository, { args: ['config', 'core.hooksPath'] }), '/dev/null\n')
  assert.equal(await printed(repository, { args: ['config', 'protocol.allow'] }), 'never\n')
})

test('a path with a colon stays one path in the list of alternates', () => {
  const inside = environment(inQuarantine({ ...repository, dir: '/data/a:b"c' }, '/q'))
  assert.equal(inside.GIT_ALTERNATE_OBJECT_DIRECTORIES, '"/data/a:b\\"c/objects"')
})

test('an abort ends the process and all that it started', async () => {
  const abort = new AbortController()
  const running = start(repository, { args: ['cat-file', '--batch'], signal: abort.signal })
  abort.abort()
  assert.equal((await running.exit).code, null)
  assert.equal(repository.git.running.size, 0)
})

test('a process past its time is ended', async () => {
  assert.equal((await start(repository, { args: ['cat-file', '--batch'], seconds: 0.05 }).exit).code, null)
})

test('a machine that can start no more processes says so', async () => {
  const script = `
    import { openSync } from 'node:fs'
    import { findGit, version } from '${new URL('./index.ts', import.meta.url)}'
    const git = findGit(process.env.PATH)
    await version(git)
    try { for (;;) openSync('/dev/null') } catch {}
    console.log(await version(git).catch(error => error.name))`
  const { stdout } = spawnSync('/bin/sh', [
    '-c',
    'ulimit -n 64; exec "$0" --input-type=module -e "$1"',
    process.execPath,
    script,
  ])
  assert.equal(stdout.toString().trim(), 'Unavailable')
})

test('an answer past the cap is refused', async () => {
  const id = commit('x'.repeat(10_000))
  await assert.rejects(output(repository, { args: ['cat-file', '-p', `${id}:file.txt`] }, 1000), TooLarge)
})

test('versions are compared by their numbers', async () => {
  assert.equal(isAtLeast('2.39.5', '2.39'), true)
  assert.equal(isAtLeast('2.100.0', '2.39'), true)
  assert.equal(isAtLeast('2.38.9', '2.39'), false)
  assert.match((await version(repository.git)).git, /^2\./)
})
