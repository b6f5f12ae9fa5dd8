import { type CodeWorld, openCodeWorld } from '../code-world.ts'
import { load, request } from '../load.ts'
import { startProcessPerRequest } from '../peers/process-per-request.ts'
import type { Finding } from '../report.ts'
import { type Effort, inTurns, median, round } from '../rounds.ts'
import { measureChanges } from './code-changes.ts'
import { measureLastCommits } from './code-last-commits.ts'

const CLIENTS = 32
const FILE = 'wide/file-00500.txt'

/** What CI servers, dashboards and bots read all day, against the git process that prints the same. */
export async function measureCode(effort: Effort): Promise<Finding[]> {
  const world = await openCodeWorld(Math.max(300, effort.commits / 20))
  try {
    return [
      ...(await pages(world, effort)),
      await crowd(world, effort),
      ...(await measureLastCommits(world, effort)),
      ...(await measureChanges(world, effort)),
    ]
  } finally {
    await world.close()
  }
}

const at = (path: string) => `/2.0/repositories/demo/code/${path}`

async function pages(world: CodeWorld, effort: Effort): Promise<Finding[]> {
  return [
    await page(world, effort, 'page of 30 commits', 'commits/main?pagelen=30', 'git log -30 main'),
    await page(world, effort, 'raw file', `src/main/${FILE}`, `git cat-file blob main:${FILE}`),
    await page(world, effort, '100 of 1,000 entries', 'src/main/wide/?pagelen=100', 'git ls-tree -l main wide/'),
  ]
}

async function page(world: CodeWorld, effort: Effort, what: string, path: string, command: string): Promise<Finding> {
  const { pail, authorization, perProcess } = world
  const asked = [request(pail.origin, at(path), { authorization })]
  const [ours, theirs] = await inTurns(
    effort.rounds,
    async () => (await load({ origin: pail.origin, requests: asked, connections: 1, seconds: effort.seconds / 2 })).p50,
    () => perProcess(command, 50),
  )
  const ratio = median(ours) / median(theirs)
  return {
    what: `${what}, warm, one after the other`,
    ours: `p50 ${round(median(ours))} ms`,
    against: `${round(median(theirs))} ms (one ${command.split(' ').slice(0, 2).join(' ')} process)`,
    ratio,
    goal: '<= 0.5x',
    met: ratio <= 0.5,
  }
}

async function crowd({ pail, folder, authorization }: CodeWorld, { rounds, seconds }: Effort): Promise<Finding> {
  const peer = await startProcessPerRequest(folder, ['cat-file', 'blob', `main:${FILE}`])
  const busy = (origin: string, path: string, headers: Record<string, string>) => async () =>
    (await load({ origin, requests: [request(origin, path, headers)], connections: CLIENTS, seconds })).perSecond
  const [ours, theirs] = await inTurns(
    rounds,
    busy(pail.origin, at(`src/main/${FILE}`), { authorization }),
    busy(peer.origin, '/', {}),
  )
  await peer.close()
  const ratio = median(ours) / median(theirs)
  return {
    what: `raw file, ${CLIENTS} clients`,
    ours: `${Math.round(median(ours))}/s`,
    against: `${Math.round(median(theirs))}/s (a git process for each request)`,
    ratio,
    goal: '>= 10x',
    met: ratio >= 10,
  }
}
