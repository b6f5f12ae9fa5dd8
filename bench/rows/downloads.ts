import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { closeSync, copyFileSync, openSync, readFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { ADMIN_TOKEN, type PailProcess, startPail, temporary } from '@pail/testkit'
import { noDav, startDav } from '../peers/nginx.ts'
import type { Finding } from '../report.ts'
import { type Effort, inTurns, median, QUICK, round, timed } from '../rounds.ts'

const MIB = 2 ** 20
const GOALS = { download: 0.35, behindNginx: 0.95, upload: 0.7, growthMb: 150 }
const ACCEL = '/pail-files/'
const AT = '/2.0/repositories/demo/large/downloads'

/** One large file, brought and taken by curl, beside nginx that does the same with plain files. */
export async function measureDownloads(effort: Effort): Promise<Finding[]> {
  if (noDav) return [{ what: 'downloads', skipped: noDav }]
  const megabytes = effort === QUICK ? 64 : 1024
  const pail = await startPail({ PAIL_ACCEL: ACCEL })
  const nginx = await startDav(inFrontOf(pail))
  const authorization = `Bearer ${ADMIN_TOKEN}`
  await fetch(`${pail.origin}/2.0/repositories/demo/large`, { method: 'POST', headers: { authorization } })
  const file = makeLarge(megabytes)
  copyFileSync(file, join(nginx.root, 'large.bin'))
  const rate =
    (...args: readonly string[]) =>
    async () =>
      (megabytes * 1000) / (await timed(() => curl(...args)))
  const secret = ['-H', `authorization: ${authorization}`]
  const before = memoryMb(pail)
  const up = await inTurns(
    effort.rounds,
    rate(...secret, '-F', `files=@${file};filename=large.bin`, pail.origin + AT),
    rate('-T', file, `${nginx.origin}/put.bin`),
  )
  const down = await inTurns(
    effort.rounds,
    rate(...secret, '-L', `${pail.origin}${AT}/large.bin`),
    rate(`${nginx.origin}/large.bin`),
  )
  const behind = await inTurns(
    effort.rounds,
    rate(...secret, '-L', `${nginx.origin}${AT}/large.bin`),
    rate(`${nginx.origin}/large.bin`),
  )
  const grown = memoryMb(pail) - before
  await nginx.stop()
  await pail.stop()
  return [
    compared(`a file of ${megabytes} MiB brought`, up, { goal: GOALS.upload, peer: '(nginx, PUT without fsync)' }),
    compared(`a file of ${megabytes} MiB taken`, down, { goal: GOALS.download, peer: '(nginx with sendfile)' }),
    compared(`a file of ${megabytes} MiB taken behind nginx, which sends it from the disk`, behind, {
      goal: GOALS.behindNginx,
      peer: '(nginx with sendfile)',
    }),
    {
      what: 'memory that these have taken at most',
      ours: `${grown} MB`,
      against: 'the limit',
      goal: `<= ${GOALS.growthMb} MB`,
      met: grown <= GOALS.growthMb,
    },
  ]
}

/** Asks Pail for all that begins as its API does, and sends what Pail says. */
const inFrontOf = ({ origin, data }: PailProcess) =>
  `location ~ ^/(2\\.0|pail)/ { proxy_pass ${origin}; proxy_set_header Host $http_host; proxy_set_header X-Pail-Accel ${ACCEL}; }
   location ${ACCEL} { internal; alias ${join(data, 'blobs')}/; }`

function makeLarge(megabytes: number): string {
  const path = join(temporary(), 'large.bin')
  const file = openSync(path, 'w')
  for (let at = 0; at < megabytes; at++) writeSync(file, randomBytes(MIB))
  closeSync(file)
  return path
}

const run = promisify(execFile)
const curl = (...args: readonly string[]) => run('curl', ['-sSf', '-o', '/dev/null', ...args])

function compared(what: string, rates: [number[], number[]], { goal, peer }: { goal: number; peer: string }): Finding {
  const [us, them] = rates.map(median) as [number, number]
  return {
    what,
    ours: `${round(us, 0)} MiB/s`,
    against: `${round(them, 0)} MiB/s ${peer}`,
    ratio: us / them,
    goal: `>= ${goal}x`,
    met: us / them >= goal,
  }
}

/** The most that it has had so far. */
const memoryMb = ({ child }: PailProcess): number =>
  Math.round(Number(/^VmHWM:\s+(\d+)/m.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]) / 1024)
