import { ADMIN_TOKEN, startPail } from '@pail/testkit'
import { load, request } from '../load.ts'
import type { Finding } from '../report.ts'
import { type Effort, inTurns, median, round } from '../rounds.ts'

const PATH = '/2.0/repositories/demo/measured'
const GOAL_MS = 0.15
/** Too many to be reached, so that all is counted and nothing refused. */
const LIMITS = 'anonymous=100000000,api=100000000'

/** One public repository, asked for with and without a credential over one connection each. */
export async function measureAuthentication(effort: Effort): Promise<Finding[]> {
  return [
    await measure(effort, {}, 'what a credential adds to a request'),
    await measure(effort, { PAIL_RATE_LIMITS: LIMITS }, 'the same where calls are counted'),
  ]
}

async function measure({ rounds, seconds }: Effort, settings: Record<string, string>, what: string): Promise<Finding> {
  const pail = await startPail({ PAIL_LOG: 'error', ...settings })
  try {
    const bearer = { authorization: `Bearer ${ADMIN_TOKEN}` }
    const basic = { authorization: `Basic ${btoa(`admin@localhost:${ADMIN_TOKEN}`)}` }
    const body = JSON.stringify({ is_private: false })
    const headers = { ...bearer, 'content-type': 'application/json' }
    await fetch(pail.origin + PATH, { method: 'POST', headers, body })
    const by = (credential: Record<string, string>) => () =>
      load({ origin: pail.origin, requests: [request(pail.origin, PATH, credential)], connections: 1, seconds })
    const [anonymous, token] = await inTurns(rounds, by({}), by(bearer))
    const [, named] = await inTurns(rounds, by({}), by(basic))
    const p50 = (all: readonly { p50: number }[]) => median(all.map(one => one.p50))
    const added = Math.max(p50(token), p50(named)) - p50(anonymous)
    return {
      what,
      ours: `${round(added, 3)} ms`,
      against: `${round(p50(anonymous), 3)} ms (nobody in particular)`,
      goal: `<= ${GOAL_MS} ms`,
      met: added <= GOAL_MS,
      note: `Bearer ${round(p50(token), 3)} ms, Basic with an address ${round(p50(named), 3)} ms`,
    }
  } finally {
    await pail.stop()
  }
}
