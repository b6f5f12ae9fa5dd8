import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { test } from 'node:test'
import { ADMIN_TOKEN, git, type PailProcess, startPail, temporary, tryGit } from '@pail/testkit'

/** How often each process is killed; the release run asks for 50. */
const KILLS = Number(process.env.PAIL_TEST_KILLS ?? 12)

const remote = (pail: PailProcess) => `${pail.origin.replace('://', `://x-token-auth:${ADMIN_TOKEN}@`)}/demo/crash.git`
const nodeOf = (pail: PailProcess) =>
  Number(
    execFileSync('pgrep', ['-P', String(pail.child.pid), '-f', 'git-node/src/main'], { encoding: 'utf8' }).split(
      '\n',
    )[0],
  )
const rest = (ms: number) => new Promise(resolve => setTimeout(resolve, ms))

async function workFolder(): Promise<string> {
  const folder = temporary()
  await git(folder, 'init', '-q', '-b', 'main')
  await git(folder, 'commit', '-q', '--allow-empty', '-m', 'first')
  return folder
}

/** How long a push takes here when nobody is killed; it counts among the acknowledged ones. */
async function firstPush(pail: PailProcess, folder: string, acknowledged: Map<string, string>): Promise<number> {
  const from = performance.now()
  await git(folder, 'push', '-q', remote(pail), 'HEAD:refs/heads/undisturbed')
  acknowledged.set('undisturbed', await git(folder, 'rev-parse', 'HEAD'))
  return performance.now() - from
}

async function start(data?: string): Promise<PailProcess> {
  const pail = await startPail({}, data)
  await fetch(`${pail.origin}/2.0/repositories/demo/crash`, {
    method: 'POST',
    headers: { authorization: `Bearer ${ADMIN_TOKEN}` },
  })
  return pail
}

/** Every acknowledged branch is there as pushed, everything there is sound, and each push that happened has its event. */
async function compare(pail: PailProcess, folder: string, acknowledged: Map<string, string>): Promise<void> {
  const copy = join(temporary(), 'copy')
  await git(folder, 'clone', '-q', '--mirror', remote(pail), copy)
  await git(copy, 'fsck', '--full', '--strict')
  const listed = await git(copy, 'for-each-ref', '--format=%(refname:short) %(objectname)', 'refs/heads')
  const there = new Map(
    listed
      .split('\n')
      .filter(Boolean)
      .map(line => line.split(' ') as [string, string]),
  )
  for (const [branch, oid] of acknowledged) assert.equal(there.get(branch), oid, `lost ${branch}`)
  await pail.stop()
  const database = new DatabaseSync(join(pail.data, 'pail.db'), { readOnly: true })
  const rows = database.prepare("SELECT payload FROM events WHERE key = 'repo:push'").all() as { payload: string }[]
  const announced = new Set(
    rows.flatMap(({ payload }) =>
      (JSON.parse(payload).changes as { ref: string }[]).map(({ ref }) => ref.replace('refs/heads/', '')),
    ),
  )
  assert.deepEqual(
    [...there.keys()].filter(branch => !announced.has(branch)),
    [],
  )
  assert.equal((database.prepare('SELECT count(*) AS open FROM ref_intents').get() as { open: number }).open, 0)
  database.close()
}

test('killing the git node at any moment of a push loses no acknowledged push', async () => {
  const pail = await start()
  const folder = await workFolder()
  const acknowledged = new Map<string, string>()
  const pushMs = await firstPush(pail, folder, acknowledged)
  for (let turn = 0; turn < KILLS; turn++) {
    const branch = `node-${turn}`
    await git(folder, 'commit', '-q', '--allow-empty', '-m', branch)
    const push = tryGit(folder, 'push', '-q', remote(pail), `HEAD:refs/heads/${branch}`)
    await rest(Math.random() * pushMs * 1.3)
    process.kill(nodeOf(pail), 'SIGKILL')
    if ((await push).code === 0) acknowledged.set(branch, await git(folder, 'rev-parse', 'HEAD'))
    await untilServing(pail)
  }
  await pail.stop()
  await compare(await startPail({}, pail.data), folder, acknowledged)
})

async function untilServing(pail: PailProcess): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    if ((await tryGit(pail.data, 'ls-remote', remote(pail))).code === 0) return
    await rest(50)
  }
  assert.fail('the git node did not come back')
}

test('killing the API process at any moment of a push loses no acknowledged push', async () => {
  let pail = await start()
  const folder = await workFolder()
  const acknowledged = new Map<string, string>()
  const pushMs = await firstPush(pail, folder, acknowledged)
  for (let turn = 0; turn < KILLS; turn++) {
    const branch = `api-${turn}`
    await git(folder, 'commit', '-q', '--allow-empty', '-m', branch)
    const push = tryGit(folder, 'push', '-q', remote(pail), `HEAD:refs/heads/${branch}`)
    await rest(Math.random() * pushMs * 1.3)
    await pail.stop('SIGKILL')
    if ((await push).code === 0) acknowledged.set(branch, await git(folder, 'rev-parse', 'HEAD'))
    pail = await startPail({}, pail.data)
  }
  await compare(pail, folder, acknowledged)
})
