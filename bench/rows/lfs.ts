import { randomBytes } from 'node:crypto'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ADMIN_TOKEN, asAdmin, type PailProcess, startPail, temporary } from '@pail/testkit'
import { type LfsClient, lfsClient, noLfs } from '@pail/testkit/lfs'
import { noDav } from '../peers/nginx.ts'
import { startPlainLfs } from '../peers/plain-lfs.ts'
import type { Finding } from '../report.ts'
import { type Effort, inTurns, median, QUICK, round, timed } from '../rounds.ts'

const PEER = '(nginx, PUT without fsync and sendfile; nobody is asked who they are)'

/** How many files of which size. */
interface Shape {
  what: string
  files: number
  bytes: number
  goals: { push: number; pull: number }
}

/** What the stock client brings and gets, beside the same client with a server that does the least. */
export async function measureLfs(effort: Effort): Promise<Finding[]> {
  const lacking = noLfs || noDav
  if (lacking) return [{ what: 'large files', skipped: lacking }]
  const shapes = effort === QUICK ? [LARGE(40), SMALL(300)] : [LARGE(400), SMALL(3000)]
  const findings: Finding[] = []
  for (const shape of shapes) findings.push(...(await measure(shape, effort.rounds)))
  return findings
}

const LARGE = (files: number): Shape => ({
  ...{ what: `${files} files of 2.5 MiB`, files, bytes: 2.5 * 2 ** 20 },
  goals: { push: 0.7, pull: 0.7 },
})
const SMALL = (files: number): Shape => ({
  ...{ what: `${files} files of 4 KiB`, files, bytes: 4096 },
  goals: { push: 0.5, pull: 0.5 },
})

async function measure(shape: Shape, rounds: number): Promise<Finding[]> {
  const [pail, peer, client] = [await startPail(), await startPlainLfs(), lfsClient()]
  const folder = await committed(client, shape)
  let made = 0
  const place = (number: number) =>
    `${pail.origin.replace('://', `://x-token-auth:${ADMIN_TOKEN}@`)}/demo/art-${number}.git/info/lfs`
  const ours = async () => place(await emptyRepository(pail, ++made))
  const pushed = (url: string) => timed(() => run(client, folder, url, 'push', 'origin', 'main'))
  const up = await inTurns(
    rounds,
    async () => pushed(await ours()),
    () => pushed(peer.url),
  )
  const got = (url: string) => {
    rmSync(join(folder, '.git/lfs/objects'), { recursive: true })
    return timed(() => run(client, folder, url, 'fetch', 'origin', 'main'))
  }
  const down = await inTurns(
    rounds,
    () => got(place(made)),
    () => got(peer.url),
  )
  await peer.stop()
  await pail.stop()
  const { what, goals } = shape
  return [compared(`${what} pushed by git-lfs`, up, goals.push), compared(`${what} got by git-lfs`, down, goals.pull)]
}

async function emptyRepository({ origin }: PailProcess, number: number): Promise<number> {
  await asAdmin(origin, `POST /2.0/repositories/demo/art-${number}`)
  return number
}

/** A working copy with all the files in one commit, and a remote that has none of it. */
async function committed(client: LfsClient, { files, bytes }: Shape): Promise<string> {
  const [folder, bare] = [temporary('pail-art-'), temporary('pail-bare-')]
  const git = (...args: string[]) => succeed(client(folder, ...args))
  await succeed(client(bare, 'init', '-q', '--bare'))
  await git('init', '-q')
  await git('lfs', 'track', '*.bin')
  for (let at = 0; at < files; at++) writeFileSync(join(folder, `${at}.bin`), randomBytes(bytes))
  await git('add', '-A')
  await git('commit', '-q', '-m', 'Draw')
  await git('remote', 'add', 'origin', bare)
  await git('config', 'lfs.locksverify', 'false')
  return folder
}

const run = (client: LfsClient, folder: string, url: string, ...args: string[]) =>
  succeed(client(folder, '-c', `lfs.url=${url}`, 'lfs', ...args))

async function succeed(running: ReturnType<LfsClient>): Promise<void> {
  const { code, err } = await running
  if (code !== 0) throw new Error(err)
}

function compared(what: string, times: [number[], number[]], goal: number): Finding {
  const [us, them] = times.map(median) as [number, number]
  const ratio = them / us
  return {
    what,
    ours: `${round(us / 1000)} s`,
    against: `${round(them / 1000)} s ${PEER}`,
    ratio,
    goal: `>= ${goal}x of its speed`,
    met: ratio >= goal,
  }
}
