import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { ADMIN_TOKEN } from '@pail/testkit'
import type { Finding } from '../report.ts'
import { countRequests, type RequestCounter } from '../request-counter.ts'
import { type Effort, FULL, round } from '../rounds.ts'
import { type Connector, runSource, type SourceRun } from '../source-run.ts'
import { type Amount, LITTLE, MUCH, serveWorkspace } from '../source-world.ts'

const MAIN = join(import.meta.dirname, '..', '..', 'packages', 'source-bitbucket', 'src', 'main.ts')
const FAST_CLOCK = join(import.meta.dirname, '..', 'fast-clock.mjs')
const STREAMS = ['repositories', 'pull_requests', 'commits', 'deployments', 'workspace_users']
/** As the executable is started by its first line. */
const NODE = ['--disable-warning=ExperimentalWarning', '--max-semi-space-size=8']
const GOAL = { perSecond: 20_000, memoryMb: 200, peer: 5 }
/** The peer waits 100 ms between requests, so that a part of the workspace says enough. */
const COMPARED = 10
const SPEED = 120

/** The source for Airbyte against Pail: how fast, how often it asks, and beside the TypeScript connector of Faros. */
export async function measureSource(effort: Effort): Promise<Finding[]> {
  const amount = effort === FULL ? MUCH : LITTLE
  const pail = await serveWorkspace(amount)
  try {
    const full = await runSource(ours(pail.origin))
    return [
      fullRead(full, amount),
      await nothingNew(pail.origin, full, amount),
      await limited(pail.origin, amount),
      await besideFaros(pail.origin),
    ]
  } finally {
    await pail.stop()
  }
}

const ours = (origin: string, more: object = {}): Connector => ({
  args: [...NODE, MAIN],
  config: {
    workspace: 'demo',
    base_url: `${origin}/2.0`,
    credentials: { auth_type: 'access_token', access_token: ADMIN_TOKEN },
    ...more,
  },
  streams: STREAMS,
})

const sum = (counts: ReadonlyMap<string, number>): number => [...counts.values()].reduce((all, one) => all + one, 0)

function fullRead(run: SourceRun, { repositories, pullRequests, commits }: Amount): Finding {
  const count = sum(run.records)
  const isWhole = ['repositories', 'pull_requests', 'commits'].every(
    (stream, at) => run.records.get(stream) === [repositories, pullRequests, commits][at],
  )
  const perSecond = count / run.seconds
  return {
    what: `source: full read of ${repositories} repositories, ${pullRequests} pull requests, ${commits} commits`,
    ours: `${Math.round(perSecond)} records/s, ${run.memoryMb} MB`,
    against: 'the limit',
    goal: `>= ${GOAL.perSecond} records/s, <= ${GOAL.memoryMb} MB, whole`,
    met: perSecond >= GOAL.perSecond && run.memoryMb <= GOAL.memoryMb && isWhole && run.code === 0,
    note: `${count} records in ${round(run.seconds, 1)} s, of which the source itself took ${round(run.cpuSeconds, 1)} s of processor time`,
  }
}

/** Which stream asks for such a path of a repository. */
const ASKING: readonly (readonly [RegExp, string])[] = [
  [/\/pullrequests$/, 'pull_requests'],
  [/\/(commits|refs\/branches)$/, 'commits'],
  [/\/(deployments|environments)\/?$/, 'deployments'],
]

async function nothingNew(origin: string, { states }: SourceRun, { repositories }: Amount): Promise<Finding> {
  const counter = await countRequests(origin)
  const run = await runSource({ ...ours(counter.origin), state: states })
  counter.close()
  const asked = askedBy(counter)
  const lists = counter.counts.get('/2.0/repositories/demo') ?? 0
  const shown = [...asked].map(([stream, count]) => `${round(count / repositories)} for ${stream}`).join(', ')
  return {
    what: 'source: incremental read with nothing new',
    ours: `requests a repository: ${shown}; ${lists} for the list of repositories`,
    against: 'the limit',
    goal: '<= 1 per repository and stream, 1 for repositories and one for 100 in their list',
    met:
      [...asked.values()].every(count => count <= repositories) &&
      lists <= 1 + Math.ceil(repositories / 100) &&
      run.code === 0,
    note: `${sum(counter.counts)} requests, ${sum(run.records)} records, ${round(run.seconds, 1)} s`,
  }
}

function askedBy({ counts }: RequestCounter): Map<string, number> {
  const asked = new Map(ASKING.map(([, stream]) => [stream, 0]))
  for (const [path, count] of counts) {
    const [, stream] = ASKING.find(([pattern]) => pattern.test(path)) ?? []
    if (stream !== undefined) asked.set(stream, asked.get(stream)! + count)
  }
  return asked
}

async function limited(origin: string, amount: Amount): Promise<Finding> {
  const perHour = amount === MUCH ? 1000 : 50
  const counter = await countRequests(origin, { perHour, speed: SPEED })
  const connector = ours(counter.origin)
  const run = await runSource({
    ...connector,
    args: ['--import', FAST_CLOCK, ...connector.args],
    environment: { PAIL_BENCH_SPEED: String(SPEED) },
  })
  counter.close()
  const most = Math.max(0, ...counter.refused.values())
  const isWhole = run.records.get('commits') === amount.commits && run.code === 0
  return {
    what: `source: against a limit of ${perHour} requests an hour, by a clock ${SPEED} times as fast`,
    ours: `${counter.refused.size} requests refused, each at most ${most}x`,
    against: 'the limit',
    goal: 'none refused twice, whole',
    met: most <= 1 && isWhole,
    note: `${sum(counter.counts)} requests answered within ${round((run.seconds * SPEED) / 3600, 1)} hours of that clock`,
  }
}

async function besideFaros(origin: string): Promise<Finding> {
  const what = `source: ${COMPARED} repositories beside the connector of Faros`
  const checkout = process.env.PAIL_FAROS_SOURCE
  if (!checkout) return { what, skipped: 'PAIL_FAROS_SOURCE names no checkout that has been built' }
  const main = join(checkout, 'sources', 'bitbucket-source', 'bin', 'main')
  if (!existsSync(main)) return { what, skipped: `${main} is not there` }
  const repositories = Array.from({ length: COMPARED }, (_, at) => `repository-${at}`)
  const [own, peer] = [await countRequests(origin), await countRequests(origin)]
  const mine = await runSource({ ...ours(own.origin, { repositories }), streams: STREAMS.slice(0, 3) })
  const theirs = await runSource(faros(main, peer.origin, repositories))
  for (const one of [own, peer]) one.close()
  const rate = (run: SourceRun) => sum(run.records) / run.seconds
  const ratio = rate(mine) / rate(theirs)
  const commits = (run: SourceRun) => run.records.get('commits') ?? 0
  return {
    what,
    ours: `${Math.round(rate(mine))} records/s, ${sum(own.counts)} requests`,
    against: `${Math.round(rate(theirs))} records/s, ${sum(peer.counts)} requests`,
    ratio,
    goal: `>= ${GOAL.peer}x, fewer requests`,
    met: ratio >= GOAL.peer && sum(own.counts) < sum(peer.counts) && commits(mine) >= commits(theirs),
    note: `${commits(mine)} commits of all branches against ${commits(theirs)} of the main ones`,
  }
}

/** In the way that asks least: without the activity of pull requests. */
const faros = (main: string, origin: string, repositories: readonly string[]): Connector => ({
  args: [main],
  config: {
    token: ADMIN_TOKEN,
    api_url: `${origin}/2.0`,
    workspaces: ['demo'],
    repositories: repositories.map(slug => `demo/${slug}`),
    cutoff_days: 3650,
    run_mode: 'Minimum',
  },
  streams: ['repositories', 'commits', 'pull_requests_with_activities'],
})
