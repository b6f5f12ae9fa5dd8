import type { Reaction } from '../../../kernel/events.ts'
import type { Forge } from '../../../kernel/forge.ts'
import { enqueue } from '../../../kernel/jobs.ts'
import type { Schedule } from '../../../kernel/schedule.ts'
import { advanceQueue } from './advance.ts'
import * as store from './store.ts'

/** Something happened in a repository that a queue may have waited for. */
export const nudgeQueues: Reaction = ({ payload }, forge) => nudge(forge, String(payload.repository))

/** Builds that never end are found by nobody else. */
export const nudgeAllQueues: Schedule = { seconds: 300, run: forge => nudge(forge) }

async function nudge({ database }: Forge, repository?: string): Promise<void> {
  const queues = await store.listQueues(database.reader, repository)
  if (queues.length === 0) return
  await database.transact(async tx => {
    for (const queue of queues)
      await enqueue(tx, advanceQueue, { ...queue }, { key: `${queue.repository} ${queue.branch}` })
  })
}
