import { ADMIN_TOKEN, git, startPail, temporary } from '@pail/testkit'
import { load, request } from '../load.ts'
import type { Finding } from '../report.ts'
import { type Effort, inTurns, median, round } from '../rounds.ts'
import { startBare } from './api.ts'

const SHOWN = 50
const CONNECTIONS = 8
const HERE = '/2.0/repositories/demo/reviewed'
const authorization = `Bearer ${ADMIN_TOKEN}`

/** A page of pull requests by token, against a server that sends the same bytes and asks nobody. */
export async function measurePullRequests({ rounds, seconds }: Effort): Promise<Finding[]> {
  const pail = await startPail({ PAIL_LOG: 'error' })
  await openMany(pail.origin)
  const page = `${HERE}/pullrequests?pagelen=${SHOWN}`
  const body = await (await fetch(pail.origin + page, { headers: { authorization } })).text()
  const bare = await startBare(body)
  const against = (origin: string, path: string) => () =>
    load({ origin, requests: [request(origin, path, { authorization })], connections: CONNECTIONS, seconds })
  const known = against(pail.origin, page)
  const [ours, theirs] = await inTurns(rounds, known, against(bare.origin, '/2.0/repositories/demo/measured'))
  const anew = await whileWriting(pail.origin, known)
  bare.stop()
  await pail.stop()
  const rate = (all: typeof ours) => median(all.map(one => one.perSecond))
  const ratio = rate(ours) / rate(theirs)
  return [
    {
      what: `page of ${SHOWN} pull requests, ${body.length} bytes, ${CONNECTIONS} connections`,
      ours: `${Math.round(rate(ours))}/s`,
      against: `${Math.round(rate(theirs))}/s (Hono and node:sqlite alone)`,
      ratio,
      goal: '>= 0.45x',
      met: ratio >= 0.45,
      note: `while one is changed again and again, so that it is read anew: ${Math.round(anew.perSecond)}/s, p50 ${round(anew.p50, 1)} ms`,
    },
  ]
}

/** As many as are on a page, each from a branch of its own. */
async function openMany(origin: string): Promise<void> {
  const headers = { authorization, 'content-type': 'application/json' }
  const post = async (path: string, body: object) => {
    const answer = await fetch(origin + path, { method: 'POST', headers, body: JSON.stringify(body) })
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
  }
  await post(HERE, {})
  await push(origin)
  for (let number = 0; number < SHOWN; number++)
    await post(`${HERE}/pullrequests`, {
      title: `Change number ${number}`,
      description: `What it is for, and *how* it was done.\n\n- one thing\n- another thing`,
      source: { branch: { name: `change-${number}` } },
    })
}

async function push(origin: string): Promise<void> {
  const folder = temporary('pail-reviewed-')
  await git(folder, 'init', '-q', '-b', 'main')
  await git(folder, 'commit', '-q', '--allow-empty', '-m', 'Begin')
  for (let number = 0; number < SHOWN; number++) {
    const commit = await git(folder, 'commit-tree', '-p', 'main', '-m', `Change ${number}`, 'main^{tree}')
    await git(folder, 'update-ref', `refs/heads/change-${number}`, commit)
  }
  const { host } = new URL(origin)
  const remote = `http://x-token-auth:${ADMIN_TOKEN}@${host}/demo/reviewed.git`
  await git(folder, 'push', '-q', remote, '--all')
}

/** Every write makes the page be made anew. */
async function whileWriting<T>(origin: string, measure: () => Promise<T>): Promise<T> {
  const headers = { authorization, 'content-type': 'application/json' }
  let goesOn = true
  const write = async () => {
    for (let number = 0; goesOn; number++) {
      const body = JSON.stringify({ title: `Title ${number}` })
      await (await fetch(`${origin}${HERE}/pullrequests/1`, { method: 'PUT', headers, body })).arrayBuffer()
    }
  }
  const writing = write()
  const measured = await measure()
  goesOn = false
  await writing
  return measured
}
