import { createClient, type Page } from '@pail/client'
import { ADMIN_TOKEN } from '@pail/testkit'
import type { Finding } from '../report.ts'
import { type Effort, inTurns, median } from '../rounds.ts'
import { LITTLE, serveWorkspace } from '../source-world.ts'

const AT_ONCE = 8
/** Retries, deadlines and the budget have their price, which is small beside a network. */
const GOAL = 0.6
const ONE = '/2.0/repositories/demo/repository-0'
const LIST = '/2.0/repositories/demo/repository-0/commits?pagelen=30'
const headers = { authorization: `Bearer ${ADMIN_TOKEN}` }

/** What the client costs beside fetch alone, which asks the same of the same server and reads the same answers. */
export async function measureClient({ rounds, seconds }: Effort): Promise<Finding[]> {
  const pail = await serveWorkspace(LITTLE)
  const client = createClient({ url: pail.origin, auth: ADMIN_TOKEN })
  const within = (work: () => Promise<number>) => () => perSecond(work, seconds)
  try {
    const calls = await inTurns(
      rounds,
      within(async () => {
        await client.repositories.get({ workspace: 'demo', repo_slug: 'repository-0' })
        return 1
      }),
      within(async () => {
        await fetched(pail.origin + ONE)
        return 1
      }),
    )
    const pages = await inTurns(
      rounds,
      within(async () => (await Array.fromAsync(client.pages(LIST).pages())).length),
      within(() => followed(pail.origin + LIST)),
    )
    return [
      judged(`client: calls, ${AT_ONCE} at once`, calls),
      judged(`client: pages, ${AT_ONCE} lists at once`, pages),
    ]
  } finally {
    await pail.stop()
  }
}

async function fetched<T>(address: string): Promise<T> {
  const answer = await fetch(address, { headers })
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`)
  return (await answer.json()) as T
}

async function followed(address: string): Promise<number> {
  let pages = 0
  for (let next: string | undefined = address; next !== undefined; pages++)
    next = (await fetched<Page<object>>(next)).next
  return pages
}

/** How much of it is done in a second by several who do it again and again. */
async function perSecond(work: () => Promise<number>, seconds: number): Promise<number> {
  const from = performance.now()
  let done = 0
  const again = async () => {
    while (performance.now() < from + seconds * 1000) done += await work()
  }
  await Promise.all(Array.from({ length: AT_ONCE }, again))
  return (done / (performance.now() - from)) * 1000
}

function judged(what: string, [ours, theirs]: [number[], number[]]): Finding {
  const ratio = median(ours) / median(theirs)
  return {
    what,
    ours: `${Math.round(median(ours))}/s`,
    against: `${Math.round(median(theirs))}/s (fetch alone)`,
    ratio,
    goal: `>= ${GOAL}x`,
    met: ratio >= GOAL,
  }
}
