import type { CodeWorld } from '../code-world.ts'
import { load, request } from '../load.ts'
import type { Finding } from '../report.ts'
import { type Effort, median, round, timed } from '../rounds.ts'

const PAGE = '/2.0/repositories/demo/code/src/main/wider/?pagelen=100&fields=%2Bvalues.last_commit'

/** The page that shows who last touched each entry, which other forges are slow at. */
export async function measureLastCommits(world: CodeWorld, { rounds, seconds }: Effort): Promise<Finding[]> {
  const { pail, authorization, perProcess } = world
  const asked = request(pail.origin, PAGE, { authorization })
  await ask(world)
  const { p50 } = await load({ origin: pail.origin, requests: [asked], connections: 1, seconds })
  const one = await perProcess('git log -1 --format=%H main -- wider/file-00042.txt', 30)
  const ratio = (one * 100) / p50
  const [after, again]: [number[], number[]] = [[], []]
  for (let turn = 0; turn < rounds * 5; turn++) {
    await change(world, turn)
    after.push(await timed(() => ask(world)))
    for (let more = 0; more < 3; more++) again.push(await timed(() => ask(world)))
  }
  const extra = median(after) - median(again)
  return [
    {
      what: 'page of 100 with last commits, in a folder of 1,200, warm',
      ours: `p50 ${round(p50)} ms`,
      against: `${round(one * 100, 0)} ms (100 git log -1 processes)`,
      ratio: p50 / (one * 100),
      goal: 'p50 <= 15 ms, >= 20x',
      met: p50 <= 15 && ratio >= 20,
    },
    {
      what: 'the same right after a push of one commit',
      ours: `${round(median(after))} ms`,
      against: `${round(median(again))} ms for each that follows, read as JSON`,
      goal: '<= 10 ms extra',
      met: extra <= 10,
    },
  ]
}

async function ask({ pail, authorization }: CodeWorld): Promise<void> {
  const answer = await fetch(pail.origin + PAGE, { headers: { authorization } })
  const { values } = (await answer.json()) as { values: { last_commit?: { hash: string } }[] }
  if (values.length !== 100 || !values.every(one => one.last_commit?.hash)) throw new Error('The page is not whole')
}

async function change({ pail, authorization }: CodeWorld, turn: number): Promise<void> {
  const body = new URLSearchParams({ [`wider/file-00${100 + turn}.txt`]: `turn ${turn}\n` })
  const at = `${pail.origin}/2.0/repositories/demo/code/src`
  const { status } = await fetch(at, { method: 'POST', headers: { authorization }, body })
  if (status !== 201) throw new Error(`POST src answered ${status}`)
}
