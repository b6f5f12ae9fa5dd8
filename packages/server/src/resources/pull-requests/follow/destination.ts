import type { Oid } from '@pail/git'
import { now } from '../../../kernel/clock.ts'
import type { Forge } from '../../../kernel/forge.ts'
import { enqueue } from '../../../kernel/jobs.ts'
import { tipIn } from '../../refs/tip.ts'
import { closePullRequest } from '../close.ts'
import { isOpen, type PullRequest } from '../pull-request.ts'
import * as store from '../store.ts'
import { type Arrived, arrived } from './arrived.ts'
import { supersede } from './supersede.ts'

/** A merge that has moved the branch has so long to say that it was one. */
const REST_SECONDS = 10

/** Ends the pull requests, all into one branch, whose commits have arrived there, and moves the others with it. */
export async function followDestination(forge: Forge, all: readonly PullRequest[], actor: string): Promise<void> {
  const [first] = all
  if (!first) return
  const { repository, destination } = first
  const tip = await tipIn(forge, repository.uuid, destination.branch)
  const behind = all.filter(one => one.destination.hash !== tip)
  // Where the branch is gone they stay as they are.
  if (!tip || behind.length === 0) return
  for (const old of new Set(behind.map(one => one.destination.hash))) {
    const news = await arrived(forge, repository.uuid, { old, tip })
    for (const one of behind.filter(({ destination }) => destination.hash === old))
      await followOne(forge, one, { tip, actor, news })
  }
  const job = { repository: repository.uuid, branch: destination.branch, old: behind[0]!.destination.hash, actor }
  await forge.database.transact(tx =>
    enqueue(tx, supersede, job, { key: `${repository.uuid} ${destination.branch}`, after: REST_SECONDS }),
  )
}

interface News {
  tip: Oid
  actor: string
  news: Arrived
}

async function followOne(forge: Forge, pullRequest: PullRequest, { tip, actor, news }: News): Promise<void> {
  const isMerged = await news.has(pullRequest.source.hash)
  await forge.database.transact(async tx => {
    const present = await store.findToChange(tx, pullRequest)
    // Whoever was faster has done it.
    if (!isOpen(present) || present.source.hash !== pullRequest.source.hash) return
    if (isMerged) {
      const mergeHash = news.mergeOf(pullRequest.source.hash)
      await closePullRequest(tx, present, { closing: 'merge', actorUuid: actor, at: now(), mergeHash })
    } else if (present.destination.branch === pullRequest.destination.branch)
      await store.save(tx, { ...present, destination: { ...present.destination, hash: tip } })
  })
}
