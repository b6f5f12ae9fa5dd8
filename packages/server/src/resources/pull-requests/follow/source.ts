import type { Oid } from '@pail/git'
import type { Db } from '../../../db/tables/index.ts'
import { now } from '../../../kernel/clock.ts'
import type { Forge } from '../../../kernel/forge.ts'
import { tipIn } from '../../refs/tip.ts'
import { noteUpdate } from '../activity.ts'
import { announce } from '../announce.ts'
import { differences } from '../differences.ts'
import { holdSource } from '../hold.ts'
import { indexCommits } from '../indexing.ts'
import { forgetVerdicts } from '../participants.ts'
import { isOpen, type PullRequest } from '../pull-request.ts'
import * as store from '../store.ts'
import { forgotten, type Verdict } from './forgotten.ts'

/** Moves an open pull request to where its source is now. */
export async function followSource(forge: Forge, pullRequest: PullRequest, actor: string): Promise<PullRequest> {
  const { source } = pullRequest
  const storage = source.repositoryUuid
  const tip = storage === null ? undefined : await tipIn(forge, storage, source.branch)
  // A branch that is gone leaves what it had.
  if (storage === null || !tip || tip === source.hash) return pullRequest
  // Held first: the row never names what could be swept away.
  await holdSource(forge, pullRequest, { storage, oid: tip })
  const verdicts = await forgotten(forge, pullRequest, tip)
  const moved = await forge.database.transact(tx => move(tx, pullRequest, { tip, actor, verdicts }))
  await indexCommits(forge, moved)
  return moved
}

interface Move {
  tip: Oid
  actor: string
  /** What does not outlive the change. */
  verdicts: readonly Verdict[]
}

async function move(tx: Db, pullRequest: PullRequest, { tip, actor, verdicts }: Move): Promise<PullRequest> {
  const before = await store.findToChange(tx, pullRequest)
  if (!isOpen(before) || before.source.hash === tip) return before
  const after = { ...before, source: { ...before.source, hash: tip }, updatedOn: now() }
  await store.save(tx, after)
  for (const verdict of verdicts) await forgetVerdicts(tx, after, verdict)
  await noteUpdate(tx, after, actor, differences(before, after))
  const told = { actor, date: after.updatedOn }
  await announce(tx, 'pullrequest:push', after, { ...told, old: before.source.hash, new: tip })
  await announce(tx, 'pullrequest:updated', after, { ...told, changes: ['source'] })
  return after
}
