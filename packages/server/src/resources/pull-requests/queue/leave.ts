import { Conflict, type Failure } from '@pail/failures'
import type { Forge } from '../../../kernel/forge.ts'
import { noteUpdate } from '../activity.ts'
import { asRefusal } from '../merge/merge.ts'
import * as merges from '../merge/store.ts'
import type { PullRequest } from '../pull-request.ts'
import * as pullRequests from '../store.ts'
import { whoAsked } from './acting.ts'
import { dropCandidate } from './candidate.ts'
import type { Entry } from './entry.ts'
import * as store from './store.ts'

/** Takes a pull request out of the queue; without a refusal its merge has come to an end by itself. */
export async function leave(forge: Forge, pullRequest: PullRequest, entry: Entry, refusal?: Failure): Promise<void> {
  const { merge } = entry
  await forge.database.transact(async tx => {
    if (!(await store.remove(tx, entry))) return
    if (refusal && (await merges.seek(tx, merge.uuid))?.planned)
      throw new Conflict('The pull request is being merged already.')
    if (refusal) await merges.end(tx, merge, asRefusal(refusal))
    const present = await pullRequests.findToChange(tx, pullRequest)
    if (!present.isQueued) return
    const after = await pullRequests.save(tx, { ...present, isQueued: false })
    const queued = { old: 'queued', new: refusal?.message ?? 'left' }
    await noteUpdate(tx, after, merge.actorUuid, { queued })
  })
  const actor = await whoAsked(forge, merge.actorUuid)
  // The destination may be another one by now, and what was built is where it was.
  const built = { ...pullRequest, destination: { ...pullRequest.destination, branch: entry.destinationBranch } }
  if (actor) await dropCandidate(forge, built, actor).catch(err => forge.log.warn({ err }, 'queue branch stays'))
}
