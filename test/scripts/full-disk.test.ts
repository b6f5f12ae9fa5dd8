import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { ADMIN_TOKEN, git, startPail, temporary, tryGit } from '@pail/testkit'

/** In blocks of 512 bytes, as the shell counts them: no file may become larger than 2 MB. */
const BLOCKS = 4096

test('a push that the disk has no room for is refused, leaves nothing, and the next one goes through', async () => {
  const pail = await startPail({}, undefined, ['sh', '-c', `trap '' XFSZ; ulimit -f ${BLOCKS}; exec "$0" "$@"`])
  const authorization = `Bearer ${ADMIN_TOKEN}`
  await fetch(`${pail.origin}/2.0/repositories/demo/full`, { method: 'POST', headers: { authorization } })
  const url = `${pail.origin.replace('://', `://x-token-auth:${ADMIN_TOKEN}@`)}/demo/full.git`
  const folder = temporary()
  await git(folder, 'init', '-q', '-b', 'main')
  await git(folder, 'commit', '-q', '--allow-empty', '-m', 'small')
  await git(folder, 'push', '-q', url, 'main')
  const before = await git(folder, 'ls-remote', url)

  writeFileSync(join(folder, 'large.bin'), randomBytes(BLOCKS * 512 * 3))
  await git(folder, 'add', '.')
  await git(folder, 'commit', '-q', '-m', 'large')
  const { code, said } = await tryGit(folder, 'push', url, 'main')
  assert.notEqual(code, 0)
  assert.match(said, /no space left|too large|maximum allowed size/)
  assert.equal(await git(folder, 'ls-remote', url), before)

  await git(folder, 'reset', '-q', '--hard', 'HEAD~1')
  await git(folder, 'commit', '-q', '--allow-empty', '-m', 'small again')
  await git(folder, 'push', '-q', url, 'main')
  assert.equal((await fetch(`${pail.origin}/2.0/user`, { headers: { authorization } })).status, 200)
  assert.equal(await pail.stop(), 0)
})
