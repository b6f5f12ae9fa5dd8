import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { startPostgres } from '@pail/db/testing'
import { ADMIN_TOKEN, git, makeHistory, type PailProcess, startPail, temporary } from '@pail/testkit'

const COMMITS = 50_000
const FILES = 5_000

/** Pushes everything, clones it back, and compares the two to the last ref. */
async function thereAndBack(pail: PailProcess, source: string, slug: string): Promise<void> {
  const url = `${pail.origin.replace('://', `://x-token-auth:${ADMIN_TOKEN}@`)}/demo/${slug}.git`
  const made = await fetch(`${pail.origin}/2.0/repositories/demo/${slug}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${ADMIN_TOKEN}` },
  })
  assert.equal(made.status, 200)
  await git(source, 'push', '-q', url, '+refs/heads/*:refs/heads/*', '+refs/tags/*:refs/tags/*')
  const copy = join(temporary(), 'copy')
  await git(source, 'clone', '-q', '--mirror', url, copy)
  await git(copy, 'fsck', '--full', '--strict', '--no-dangling')
  const refs = (folder: string) =>
    git(folder, 'for-each-ref', '--format=%(objectname) %(refname)', 'refs/heads', 'refs/tags')
  assert.equal(await refs(copy), await refs(source))
}

const sourceOf = async (part: number) =>
  process.env.PAIL_TEST_REPOSITORY ?? (await makeHistory({ commits: COMMITS / part, files: FILES / part }))

test('a long history is pushed and cloned back equal, on SQLite', async () => {
  const pail = await startPail()
  await thereAndBack(pail, await sourceOf(1), 'long')
  await pail.stop()
})

test('a long history is pushed and cloned back equal, on PostgreSQL', async () => {
  const server = process.env.PAIL_TEST_DATABASE_URL ? undefined : await startPostgres()
  const url = new URL(process.env.PAIL_TEST_DATABASE_URL ?? server!.url)
  const pail = await startPail({ PAIL_DATABASE_URL: url.href })
  // Git's own work is the same whatever keeps the rows.
  await thereAndBack(pail, await sourceOf(10), 'long')
  await pail.stop()
  await server?.stop()
})
