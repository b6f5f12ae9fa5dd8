import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { ADMIN_TOKEN, asAdmin, git, type PailProcess, startPail, temporary } from '@pail/testkit'
import type { Finding } from '../report.ts'
import { at, type Effort, inTurns, median, round, timed } from '../rounds.ts'

const QUEUED = 10_000
const PATH = '/2.0/repositories/demo/told'

/** A host that takes every call and says nothing, with many deliveries waiting for it, beside a server without hooks. */
export async function measureWebhooks({ pushes }: Effort): Promise<Finding[]> {
  const dead = createServer(() => {})
  await new Promise<void>(resolve => dead.listen(0, '127.0.0.1', resolve))
  const [ours, theirs] = await Promise.all([startPail({ PAIL_OUTBOUND_ALLOW: '127.0.0.1' }), startPail()])
  try {
    for (const pail of [ours, theirs]) await asAdmin(pail.origin, `POST ${PATH}`, {})
    const url = `http://127.0.0.1:${(dead.address() as AddressInfo).port}/`
    await asAdmin(ours.origin, `POST ${PATH}/hooks`, { url, events: ['repo:push'] })
    const [pushToOurs, pushToTheirs] = [await pusher(ours), await pusher(theirs)]
    await pushToOurs()
    await queue(ours)
    const [busy, free] = await inTurns(pushes * 2, pushToOurs, pushToTheirs)
    const ratio = median(busy) / median(free)
    const told = (all: number[]) => `p50 ${round(median(all), 1)} ms, p95 ${round(at(all, 0.95), 1)} ms`
    return [
      {
        what: `push while ${QUEUED} deliveries wait for a dead host`,
        ours: told(busy),
        against: `${told(free)} (no hooks)`,
        ratio,
        goal: '<= 1.05x',
        met: ratio <= 1.05,
        note: `${waiting(ours)} wait at the end`,
      },
    ]
  } finally {
    await Promise.all([ours.stop(), theirs.stop()])
    dead.closeAllConnections()
    dead.close()
  }
}

/** Pushes one more commit each time. */
async function pusher(pail: PailProcess): Promise<() => Promise<number>> {
  const folder = temporary()
  await git(folder, 'init', '-q', '-b', 'main')
  const remote = `${pail.origin.replace('://', `://x-token-auth:${ADMIN_TOKEN}@`)}/demo/told.git`
  await git(folder, 'remote', 'add', 'origin', remote)
  return async () => {
    await git(folder, 'commit', '-q', '--allow-empty', '-m', 'more')
    return timed(() => git(folder, 'push', '-q', 'origin', 'HEAD:refs/heads/main'))
  }
}

/** As many as have come together in days: copies of the first. */
async function queue(pail: PailProcess): Promise<void> {
  const database = new DatabaseSync(join(pail.data, 'pail.db'))
  database.exec('PRAGMA busy_timeout = 10000')
  const seek = database.prepare('SELECT * FROM webhook_deliveries LIMIT 1')
  let model = seek.get()
  for (; !model; model = seek.get()) await new Promise(resolve => setTimeout(resolve, 50))
  const names = Object.keys(model)
  const insert = database.prepare(
    `INSERT INTO webhook_deliveries (${names.join()}) VALUES (${names.map(name => `$${name}`).join()})`,
  )
  database.exec('BEGIN IMMEDIATE')
  for (let number = 0; number < QUEUED; number++) insert.run({ ...model, id: `${model.id}-${number}`, event_id: null })
  database.exec('COMMIT')
  database.close()
}

function waiting(pail: PailProcess): number {
  const database = new DatabaseSync(join(pail.data, 'pail.db'), { readOnly: true })
  const row = database.prepare('SELECT count(*) AS waiting FROM webhook_deliveries WHERE outcome IS NULL').get()
  database.close()
  return (row as { waiting: number }).waiting
}
