import type { Known } from '../../../kernel/actor.ts'
import type { Forge } from '../../../kernel/forge.ts'
import { enqueue } from '../../../kernel/jobs.ts'
import { noteUpdate } from '../activity.ts'
import type { Asked, Merge } from '../merge/merge.ts'
import { presentOf } from '../merge/present.ts'
import { refuseFor, refuseUnmet } from '../merge/refuse-unmet.ts'
import { startMerge } from '../merge/start.ts'
import { isOpen, type PullRequest } from '../pull-request.ts'
import { alreadyClosed } from '../state.ts'
import * as pullRequests from '../store.ts'
import { advanceQueue } from './advance.ts'
import type { Entry } from './entry.ts'
import * as store from './store.ts'

interface Wish {
  actor: Known
  asked: Asked
  mode: Entry['mode']
}

/** Lets a pull request wait to be merged; what it would be refused for already, whatever the builds say, it is refused for at once. */
export async function join(forge: Forge, pullRequest: PullRequest, { actor, asked, mode }: Wish): Promise<Merge> {
  const present = await presentOf(forge, pullRequest)
  if (mode === 'queue') await refuseUnmet(forge, present, actor, 'besides builds')
  else await refuseFor(forge, present, actor)
  return startMerge(forge, pullRequest, {
    actor,
    asked,
    async wait(tx, merge) {
      const found = await pullRequests.findToChange(tx, pullRequest)
      if (!isOpen(found)) throw alreadyClosed()
      await store.add(tx, found, merge, mode)
      const after = await pullRequests.save(tx, { ...found, isQueued: true })
      await noteUpdate(tx, after, actor.uuid, { queued: { old: null, new: 'queued' } })
      const queue = { repository: found.repository.uuid, branch: found.destination.branch }
      await enqueue(tx, advanceQueue, queue, { key: `${queue.repository} ${queue.branch}` })
    },
  })
}
