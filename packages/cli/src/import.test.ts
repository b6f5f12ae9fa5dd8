import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { testDatabaseUrl } from '@pail/db/testing'
import { ADMIN_TOKEN, git, makeHistory, type PailProcess, startPail, temporary } from '@pail/testkit'
import { commandFor, MAIN, type Ran } from './testing.ts'

let server: PailProcess
let pail: (...args: string[]) => Promise<Ran>
let source: string
const scratch = temporary()

before(async () => {
  const url = await testDatabaseUrl()
  server = await startPail(url ? { PAIL_DATABASE_URL: url } : {})
  pail = commandFor(server.origin, { TMPDIR: scratch })
  source = await makeHistory({ commits: 60, files: 7 })
  await oddities(source)
})
after(() => server.stop())

/** A main branch of another name, and names that a shell or a protocol might stumble over. */
async function oddities(folder: string): Promise<void> {
  await git(folder, 'branch', '-m', 'main', 'trunk')
  await git(folder, 'symbolic-ref', 'HEAD', 'refs/heads/trunk')
  for (const name of [
    'a.b',
    'ünï/cødé',
    "it's",
    'dollar$sign',
    'a@b',
    'per%cent',
    'semi;colon',
    'deep/er/and/deeper',
    '日本',
  ])
    await git(folder, 'branch', name, 'trunk~3')
  await git(folder, 'tag', '-a', 'release/1.0+build', '-m', 'odd', 'trunk~1')
  await git(folder, 'update-ref', 'refs/pull/1/head', 'trunk')
}

const refsOf = async (folder: string, ...where: string[]) =>
  (await git(folder, 'ls-remote', '--heads', '--tags', ...where)).split('\n').sort()

const served = (name: string) => `${server.origin.replace('://', `://x-token-auth:${ADMIN_TOKEN}@`)}/${name}.git`

test('what is no address of a repository is refused before anything is made', async () => {
  const { code, err } = await pail('import', 'ext::touch /tmp/owned', 'admin/x')
  assert.equal(code, 2)
  assert.match(err, /only https, http, ssh, git and paths/)
  assert.equal((await pail('import', temporary(), 'admin/nothing')).code, 1)
  assert.equal((await pail('repo', 'show', 'admin/nothing')).code, 1)
})

test('a part of a history is refused', async () => {
  const shallow = join(temporary(), 'shallow')
  await git(source, 'clone', '-q', '--bare', '--depth=1', `file://${source}`, shallow)
  const { code, err } = await pail('import', shallow, 'admin/part')
  assert.equal(code, 1)
  assert.match(err, /holds a part of its history only/)
})

test('branches, tags and the main branch arrive as they are, and nothing else', async () => {
  const { code, out } = await pail('import', source, 'admin/odd', '--json')
  assert.equal(code, 0)
  assert.equal(JSON.parse(out).refs, 13)
  assert.deepEqual(await refsOf(source, served('admin/odd')), await refsOf(source, '.'))
  assert.match(await git(source, 'ls-remote', '--symref', served('admin/odd'), 'HEAD'), /^ref: refs\/heads\/trunk/)
  assert.doesNotMatch(await git(source, 'ls-remote', served('admin/odd')), /refs\/pull/)
  const shown = JSON.parse((await pail('repo', 'show', 'admin/odd', '--json')).out)
  assert.deepEqual([shown.mainbranch.name, shown.is_private], ['trunk', true])
})

test('without a name it goes to the own workspace, under the name it has', async () => {
  const named = join(temporary(), 'My Tool.git')
  await git(source, 'clone', '-q', '--bare', source, named)
  assert.equal(JSON.parse((await pail('import', named, '--json', '--public')).out).full_name, 'admin/my-tool')
  await git(temporary(), 'ls-remote', `${server.origin}/admin/my-tool.git`)
})

test('an empty repository that is there already is filled', async () => {
  await pail('repo', 'create', 'admin/begun')
  assert.equal((await pail('import', source, 'admin/begun')).code, 0)
  assert.match(await git(source, 'ls-remote', '--symref', served('admin/begun'), 'HEAD'), /^ref: refs\/heads\/trunk/)
})

test('one that holds something is left alone, unless it is to be brought up to date', async () => {
  await pail('import', source, 'admin/kept')
  const { code, err } = await pail('import', source, 'admin/kept')
  assert.deepEqual([code, err], [1, 'pail: admin/kept is not empty; --update brings what is new into it\n'])
  await git(source, 'branch', 'later', 'trunk')
  assert.equal((await pail('import', source, 'admin/kept', '--update')).code, 0)
  assert.deepEqual(await refsOf(source, served('admin/kept')), await refsOf(source, '.'))
})

test('bringing up to date never takes away what others have pushed', async () => {
  await pail('import', source, 'admin/shared')
  const clone = temporary()
  await git(clone, 'clone', '-q', served('admin/shared'), '.')
  await git(clone, 'commit', '-q', '--allow-empty', '-m', 'mine')
  await git(clone, 'push', '-q', 'origin', 'HEAD:trunk')
  const { code, err } = await pail('import', source, 'admin/shared', '--update')
  assert.equal(code, 1)
  assert.match(err, /^pail: git push: \[rejected\] +trunk -> trunk/)
  assert.equal(
    await git(clone, 'ls-remote', 'origin', 'trunk'),
    `${await git(clone, 'rev-parse', 'HEAD')}\trefs/heads/trunk`,
  )
})

test('a repository without a commit becomes one', async () => {
  const empty = temporary()
  await git(empty, 'init', '-q', '--bare', '-b', 'main')
  assert.equal(JSON.parse((await pail('import', empty, 'admin/empty', '--json')).out).refs, 0)
})

test('the token is on no command line, and no folder stays behind', async () => {
  const [bin, log] = [temporary(), join(temporary(), 'log')]
  writeFileSync(
    join(bin, 'git'),
    `#!/bin/sh\nprintf '%s\\n' "$*" >> '${log}'\nPATH='${process.env.PATH}' exec git "$@"\n`,
  )
  chmodSync(join(bin, 'git'), 0o755)
  const watched = commandFor(server.origin, { PATH: `${bin}:${process.env.PATH}`, TMPDIR: scratch })
  assert.equal((await watched('import', source, 'admin/watched')).code, 0)
  assert.ok(existsSync(log))
  assert.match(readFileSync(log, 'utf8'), /^push .*admin\/watched\.git/m)
  assert.ok(!readFileSync(log, 'utf8').includes(ADMIN_TOKEN))
  assert.deepEqual(readdirSync(scratch), [])
})

test('being told to stop ends git too, and leaves no folder', async () => {
  const bin = temporary()
  const pids = join(bin, 'pids')
  writeFileSync(join(bin, 'git'), `#!/bin/sh\necho $$ >> '${pids}'\nexec sleep 60\n`)
  chmodSync(join(bin, 'git'), 0o755)
  const env = { PATH: `${bin}:${process.env.PATH}`, TMPDIR: scratch, PAIL_URL: server.origin, PAIL_TOKEN: ADMIN_TOKEN }
  const child = spawn(process.execPath, [MAIN, 'import', source, 'admin/stopped'], { env, stdio: 'ignore' })
  while (!existsSync(pids)) await new Promise(resolve => setTimeout(resolve, 20))
  child.kill('SIGTERM')
  assert.deepEqual(await once(child, 'exit'), [130, null])
  assert.deepEqual(readdirSync(scratch), [])
  assert.throws(() => process.kill(Number(readFileSync(pids, 'utf8')), 0), { code: 'ESRCH' })
})
