import { now } from '../../../kernel/clock.ts'
import type { Forge } from '../../../kernel/forge.ts'
import { closePullRequest } from '../close.ts'
import { byUuids } from '../store.ts'
import type { Merge } from './merge.ts'
import * as store from './store.ts'

/** The destination has what was planned: the pull request is merged. Doing it twice does nothing more. */
export async function complete({ database }: Forge, { uuid, pullRequestUuid }: Merge): Promise<void> {
  await database.transact(async tx => {
    const merge = await store.seek(tx, uuid)
    if (!merge?.planned || !(await store.end(tx, merge, null))) return
    const pullRequest = (await byUuids(tx, [pullRequestUuid])).get(pullRequestUuid)
    if (!pullRequest) return
    const { hash, before } = merge.planned
    const ending = { closing: 'merge', actorUuid: merge.actorUuid, at: now() } as const
    await closePullRequest(tx, pullRequest, { ...ending, mergeHash: hash, destinationHash: before })
  })
}
