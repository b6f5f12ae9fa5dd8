import type { Db } from '../../db/tables/index.ts'
import type { Known } from '../../kernel/actor.ts'
import { now } from '../../kernel/clock.ts'
import { publish } from '../../kernel/events.ts'
import type { CommitName } from '../commits/commit.ts'
import { changed, newStatus, type Status, type StatusInput } from './status.ts'
import * as store from './store.ts'

/** A status, and whether it is the first of its key on the commit. */
export interface Reported {
  status: Status
  isNew: boolean
}

/** What is told of a commit again replaces what was told before under the same key. */
export async function reportStatus(tx: Db, commit: CommitName, actor: Known, input: StatusInput): Promise<Reported> {
  const before = await store.seek(tx, commit, input.key)
  const status = await store.save(tx, newStatus(commit, input, now(), before))
  await tell(tx, status, actor, before ? 'updated' : 'created')
  return { status, isNew: !before }
}

export async function changeStatus(
  tx: Db,
  { commit, key }: Pick<Status, 'commit' | 'key'>,
  actor: Known,
  input: Partial<StatusInput>,
): Promise<Status> {
  const status = await store.save(tx, changed(await store.find(tx, commit, key), input, now()))
  await tell(tx, status, actor, 'updated')
  return status
}

const tell = (tx: Db, { commit, key }: Status, actor: Known, what: 'created' | 'updated') =>
  publish(tx, `repo:commit_status_${what}`, {
    repository: commit.repository.uuid,
    commit: commit.hash,
    status: key,
    actor: actor.uuid,
  })
