import type { Db } from '../../../db/tables/index.ts'
import { now } from '../../../kernel/clock.ts'
import type { CommitName } from '../commit.ts'
import { type Participant, participants } from './participant.ts'

interface Has {
  uuid: string
}

/** Approves, unless that was done before; then the first time counts. */
export async function save(tx: Db, commit: CommitName, user: Has): Promise<Participant> {
  const key = { repository_uuid: commit.repository.uuid, commit_hash: commit.hash, user_uuid: user.uuid }
  const row = await tx
    .insertInto('commit_approvals')
    .values({ ...key, approved_on: now() })
    .onConflict(c => c.columns(['repository_uuid', 'commit_hash', 'user_uuid']).doUpdateSet(key))
    .returningAll()
    .executeTakeFirstOrThrow()
  return approving(row)
}

export async function remove(tx: Db, commit: CommitName, user: Has): Promise<void> {
  await tx
    .deleteFrom('commit_approvals')
    .where('repository_uuid', '=', commit.repository.uuid)
    .where('commit_hash', '=', commit.hash)
    .where('user_uuid', '=', user.uuid)
    .execute()
}

/** Names a commit among those of several repositories. */
export const keyOf = ({ repository, hash }: CommitName): string => `${repository.uuid} ${hash}`

/** Everybody who approved a commit or commented on it; for embedding. */
export async function participantsOf(db: Db, keys: readonly string[]): Promise<Map<string, Participant[]>> {
  const [repositories, commits] = [0, 1].map(at => [...new Set(keys.map(key => key.split(' ')[at]!))])
  const approvals = await db
    .selectFrom('commit_approvals')
    .where('repository_uuid', 'in', repositories!)
    .where('commit_hash', 'in', commits!)
    .orderBy('approved_on')
    .orderBy('user_uuid')
    .selectAll()
    .execute()
  const comments = await db
    .selectFrom('commit_comments')
    .where('repository_uuid', 'in', repositories!)
    .where('commit_hash', 'in', commits!)
    .where('is_deleted', '=', 0)
    .groupBy(['repository_uuid', 'commit_hash', 'user_uuid'])
    .select(eb => ['repository_uuid', 'commit_hash', 'user_uuid', eb.fn.max('created_on').as('last')] as const)
    .orderBy('last')
    .orderBy('user_uuid')
    .execute()
  const on = <R extends OnCommit>(rows: readonly R[], key: string) =>
    rows.filter(row => `${row.repository_uuid} ${row.commit_hash}` === key)
  return new Map(
    keys.map(key => [key, participants(on(approvals, key).map(approving), on(comments, key).map(commenting))]),
  )
}

type OnCommit = { repository_uuid: string; commit_hash: string }

const approving = (row: { user_uuid: string; approved_on: string }): Participant => ({
  userUuid: row.user_uuid,
  role: 'PARTICIPANT',
  state: 'approved',
  participatedOn: row.approved_on,
})

const commenting = (row: { user_uuid: string; last: string }): Participant => ({
  userUuid: row.user_uuid,
  role: 'PARTICIPANT',
  state: null,
  participatedOn: row.last,
})
