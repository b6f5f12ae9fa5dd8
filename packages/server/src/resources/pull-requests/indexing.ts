import type { Oid } from '@pail/git'
import type { Db } from '../../db/tables/index.ts'
import type { Reaction } from '../../kernel/events.ts'
import type { Forge } from '../../kernel/forge.ts'
import type { PullRequest } from './pull-request.ts'
import * as store from './store.ts'

/** So many are read at a time. */
const AT_ONCE = 500
/** What brings more than this is no change that anybody reviews commit by commit. */
const MOST = 10_000

/** Writes down which commits a pull request brings, so that from each of them it is found. */
export async function indexCommits(forge: Forge, pullRequest: PullRequest): Promise<void> {
  let after: string | undefined
  for (let read = 0; read < MOST; read += AT_ONCE) {
    const { values, next } = await forge.git.log(pullRequest.repository.uuid, {
      include: [pullRequest.source.hash],
      exclude: [pullRequest.destination.hash],
      limit: AT_ONCE,
      after,
    })
    const hashes = values.map(({ hash }) => hash)
    await forge.database.transact(tx => saveAll(tx, pullRequest, hashes))
    after = next
    if (after === undefined) break
  }
  await forge.database.transact(tx => noteLinked(tx, pullRequest))
}

/** Does so for one that was made or moved, unless that was done at once. */
export const linkCommits: Reaction = async ({ payload }, forge) => {
  const { repository, pull_request } = payload as { repository: string; pull_request: number }
  const db = forge.database.reader
  const found = await store.seek(db, { uuid: repository }, pull_request)
  if (found && !(await isLinked(db, found))) await indexCommits(forge, found)
}

/** Whether something is not yet found from all of its commits. */
export async function isLinking(db: Db, { uuid }: { uuid: string }): Promise<boolean> {
  const row = await db
    .selectFrom('pull_requests')
    .where('repository_uuid', '=', uuid)
    .where(eb => eb.or([eb('linked_hash', 'is', null), eb('linked_hash', '!=', eb.ref('source_hash'))]))
    .select('uuid')
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

async function isLinked(db: Db, { uuid, source }: PullRequest): Promise<boolean> {
  const { linked_hash } = await db
    .selectFrom('pull_requests')
    .where('uuid', '=', uuid)
    .select('linked_hash')
    .executeTakeFirstOrThrow()
  return linked_hash === source.hash
}

const noteLinked = (tx: Db, { uuid, source }: PullRequest) =>
  tx.updateTable('pull_requests').set({ linked_hash: source.hash }).where('uuid', '=', uuid).execute()

async function saveAll(tx: Db, { uuid, repository }: PullRequest, hashes: readonly Oid[]): Promise<void> {
  if (hashes.length === 0) return
  const rows = hashes.map(hash => ({
    repository_uuid: repository.uuid,
    commit_hash: hash,
    pull_request_uuid: uuid,
  }))
  await tx
    .insertInto('pull_request_commits')
    .values(rows)
    .onConflict(c => c.doNothing())
    .execute()
}
