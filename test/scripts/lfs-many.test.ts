import assert from 'node:assert/strict'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, test as always } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { ADMIN_TOKEN, asAdmin, type PailProcess, startPail, temporary } from '@pail/testkit'
import { lfsClient, noLfs } from '@pail/testkit/lfs'

const test = noLfs ? always.skip : always
/** Clients ask about a hundred at once. */
const FILES = 1100
const contentOf = (number: number): string => `the content of file ${number}\n`

const client = noLfs ? undefined! : lfsClient()
let pail: PailProcess
after(() => pail?.stop())

const remote = () => `${pail.origin.replace('://', `://x-token-auth:${ADMIN_TOKEN}@`)}/demo/many.git`

async function succeed(running: ReturnType<typeof client>): Promise<string> {
  const { code, out, err } = await running
  assert.equal(code, 0, out + err)
  return out + err
}

async function drawn(): Promise<string> {
  const folder = temporary('pail-many-')
  await succeed(client(folder, 'init', '-q'))
  await succeed(client(folder, 'lfs', 'track', '*.bin'))
  for (let number = 0; number < FILES; number++) writeFileSync(join(folder, `${number}.bin`), contentOf(number))
  await succeed(client(folder, 'add', '-A'))
  await succeed(client(folder, 'commit', '-q', '-m', 'Draw a lot'))
  return folder
}

const kept = (): string[] => {
  const folder = join(pail.data, 'blobs')
  const isThere = readdirSync(pail.data).includes('blobs')
  const shelves = isThere ? readdirSync(folder).filter(name => name.length === 2) : []
  return shelves.flatMap(shelf => readdirSync(join(folder, shelf)))
}

test('more than a thousand files go in by batches, go on after the server was killed, and come out as they were', async () => {
  pail = await startPail()
  await asAdmin(pail.origin, 'POST /2.0/repositories/demo/many', { is_private: true })
  const folder = await drawn()
  const broken = client(folder, '-c', 'lfs.transfer.maxretries=1', 'lfs', 'push', remote(), 'main')
  while (kept().length < FILES / 4) await pause(5)
  await pail.stop('SIGKILL')
  const { code } = await broken
  // On a machine that is busy the client may have been done before.
  assert.ok(code !== 0 || kept().length === FILES)
  pail = await startPail({}, pail.data)
  await succeed(client(folder, 'push', remote(), 'main'))
  assert.equal(kept().length, FILES)
  const copy = join(temporary('pail-many-'), 'copy')
  await succeed(client(folder, 'clone', '-q', remote(), copy))
  for (let number = 0; number < FILES; number++)
    assert.equal(readFileSync(join(copy, `${number}.bin`), 'utf8'), contentOf(number))
  assert.match(await succeed(client(folder, 'lfs', 'push', remote(), 'main')), /^(Uploading LFS objects: 100% .*)?\s*$/)
})
