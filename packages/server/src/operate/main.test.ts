import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { testDatabaseUrl } from '@pail/db/testing'
import { ADMIN_TOKEN, git, makeHistory, type PailProcess, startPail, temporary } from '@pail/testkit'

let server: PailProcess
let database: Record<string, string>
let clone: string

before(async () => {
  database = await settings()
  server = await startPail(database)
  clone = await makeHistory({ commits: 300, files: 20 })
  await api('POST', '/2.0/repositories/admin/busy')
  await git(clone, 'push', '-q', addressOf(server, 'busy'), 'main')
})
after(() => server.stop())

async function settings(): Promise<Record<string, string>> {
  const url = await testDatabaseUrl()
  return url ? { PAIL_DATABASE_URL: url } : {}
}

const addressOf = ({ origin }: PailProcess, name: string) =>
  `${origin.replace('://', `://x-token-auth:${ADMIN_TOKEN}@`)}/admin/${name}.git`

const api = (method: string, path: string) =>
  fetch(server.origin + path, { method, headers: { authorization: `Bearer ${ADMIN_TOKEN}` } })

const MAIN = fileURLToPath(new URL('./main.ts', import.meta.url))

/** Runs an entry of the operator's on one data directory. */
function operate(data: string, more: Record<string, string>, ...args: string[]) {
  const env = { PATH: process.env.PATH, PAIL_DATA: data, ...more }
  return new Promise<{ code: number; out: string; err: string }>(resolve => {
    execFile(process.execPath, [MAIN, ...args], { env }, (error, out, err) =>
      resolve({ code: error ? Number(error.code) : 0, out, err }),
    )
  })
}

/** Pushes new commits and branches, makes and deletes repositories, until it is told to end. */
function commotion(): () => Promise<number> {
  let isOver = false
  let pushes = 0
  const pushing = (async () => {
    for (; !isOver; pushes++) {
      const tip = await git(clone, 'commit-tree', '-p', 'main', '-m', `more ${pushes}`, 'main^{tree}')
      await git(clone, 'update-ref', 'refs/heads/main', tip)
      await git(clone, 'push', '-q', addressOf(server, 'busy'), 'main', `main:refs/heads/at-${pushes}`)
      if (pushes > 1) await git(clone, 'push', '-q', addressOf(server, 'busy'), `:refs/heads/at-${pushes - 2}`)
    }
  })()
  const making = (async () => {
    for (let number = 0; !isOver; number++) {
      await api('POST', `/2.0/repositories/admin/brief-${number}`)
      await git(clone, 'push', '-q', addressOf(server, `brief-${number}`), 'main~290:refs/heads/first')
      if (number % 2) await api('DELETE', `/2.0/repositories/admin/brief-${number - 1}`)
    }
  })()
  return async () => {
    isOver = true
    await Promise.all([pushing, making])
    return pushes
  }
}

test('where there is no Pail, that is all there is to say', async () => {
  const { code, err } = await operate(temporary(), {}, 'doctor')
  assert.equal(code, 1)
  assert.match(err, /^pail: There is no Pail in .*; set PAIL_DATA to where its data is\n$/)
})

test('a backup taken while people push is whole, and its rows fit its refs', async () => {
  const target = join(temporary(), 'backup')
  const calm = commotion()
  await new Promise(resolve => setTimeout(resolve, 700))
  const made = await operate(server.data, database, 'backup', '--json', '--with-keys', '--', target)
  assert.deepEqual([made.code, made.err], [0, ''])
  assert.ok((await calm()) > 2)
  const [data, elsewhere] = [temporary(), await settings()]
  const restored = await operate(data, elsewhere, 'restore', '--json', '--', target)
  assert.deepEqual([restored.code, restored.err], [0, ''])
  const healthy = await operate(data, elsewhere, 'doctor', '--fix', '--json')
  assert.equal(healthy.code, 0, healthy.out)
  const second = await startPail(elsewhere, data)
  const copy = temporary()
  await git(copy, 'clone', '-q', '--mirror', addressOf(second, 'busy'), '.')
  await git(copy, 'fsck', '--full', '--strict')
  await git(clone, 'merge-base', '--is-ancestor', await git(copy, 'rev-parse', 'main'), 'main')
  assert.equal(await second.stop(), 0)
  const after = await operate(data, elsewhere, 'doctor', '--json')
  assert.equal(after.code, 0, after.out)
})

test('the doctor finds nothing in a forge at work, nor in one at rest', async () => {
  const calm = commotion()
  const busy = await operate(server.data, database, 'doctor', '--json')
  await calm()
  assert.equal(busy.code, 0, busy.out)
  assert.equal(JSON.parse(busy.out).serving, true)
  const { out } = await operate(server.data, database, 'doctor')
  assert.match(out, /^good {3}git\n(good {3}.*\n)+Nothing is wrong\.\n$/)
})

test('a fault is told with its remedy, and by the exit code', async () => {
  writeFileSync(join(server.data, 'stray'), '')
  const { code, out } = await operate(server.data, database, 'doctor')
  assert.equal(code, 1)
  assert.match(out, /FAULT {2}leftovers\n +.*stray is nothing of Pail's\n +-> take it to another place\n/)
  rmSync(join(server.data, 'stray'))
})

test('a backup says that the keys are not in it', async () => {
  const target = join(temporary(), 'backup.tar')
  const data = temporary()
  const first = await operate(server.data, database, 'backup', target)
  assert.equal(first.code, 0, first.err)
  assert.match(first.err, /key file is not in this backup/)
  const other = await settings()
  assert.equal((await operate(data, other, 'restore', target)).code, 0)
})
