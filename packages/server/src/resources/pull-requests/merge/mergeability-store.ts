import type { Oid } from '@pail/git'
import type { Mergeability } from '@pail/git-node'
import type { Db } from '../../../db/tables/index.ts'

/** An open pull request, with the tips of its destination and its source. */
export interface Open {
  uuid: string
  ours: Oid
  theirs: Oid
}

/** Those that are open and of which it is not known as of now. */
export async function listStale(db: Db, repository: string, tips: ReadonlyMap<string, Oid>): Promise<Open[]> {
  const rows = await db
    .selectFrom('pull_requests as open')
    .leftJoin('pull_request_mergeability as known', 'known.pull_request_uuid', 'open.uuid')
    .where('open.repository_uuid', '=', repository)
    .where('open.state', '=', 'OPEN')
    .select(['open.uuid', 'open.destination_branch', 'open.source_hash', 'known.destination_hash'])
    .select('known.source_hash as known_source')
    .execute()
  return rows.flatMap(row => {
    const ours = tips.get(`refs/heads/${row.destination_branch}`)
    const isKnown = row.destination_hash === ours && row.known_source === row.source_hash
    return ours && !isKnown ? [{ uuid: row.uuid, ours, theirs: row.source_hash as Oid }] : []
  })
}

/** What is known of two commits. */
export async function seek(db: Db, { uuid, ours, theirs }: Open): Promise<Mergeability | undefined> {
  const row = await db
    .selectFrom('pull_request_mergeability')
    .where('pull_request_uuid', '=', uuid)
    .where('destination_hash', '=', ours)
    .where('source_hash', '=', theirs)
    .select('verdict')
    .executeTakeFirst()
  return row?.verdict
}

export async function save(tx: Db, { uuid, ours, theirs }: Open, verdict: Mergeability): Promise<void> {
  const found = { destination_hash: ours, source_hash: theirs, verdict }
  await tx
    .insertInto('pull_request_mergeability')
    .values({ pull_request_uuid: uuid, ...found })
    .onConflict(c => c.column('pull_request_uuid').doUpdateSet(found))
    .execute()
}
