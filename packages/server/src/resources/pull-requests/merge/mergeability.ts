import type { Oid } from '@pail/git'
import type { Mergeability } from '@pail/git-node'
import type { Db } from '../../../db/tables/index.ts'
import type { Reaction } from '../../../kernel/events.ts'
import type { Forge } from '../../../kernel/forge.ts'
import { enqueue, type Job } from '../../../kernel/jobs.ts'
import type { Present } from './present.ts'

/** As many as are asked about at once. */
const BATCH = 300

interface Open {
  uuid: string
  ours: Oid
  theirs: Oid
}

/** What a merge would come to now; known beforehand, as a rule. */
export async function mergeabilityOf(
  forge: Forge,
  { pullRequest, ours, theirs }: Pick<Present, 'pullRequest' | 'ours' | 'theirs'>,
  signal?: AbortSignal,
): Promise<Mergeability> {
  const known = await seek(forge.database.reader, { uuid: pullRequest.uuid, ours, theirs })
  if (known) return known
  const { uuid, repository } = pullRequest
  const [verdict] = await forge.git.mergeability(repository.uuid, [{ ours, theirs }], { signal })
  await forge.database.transact(tx => save(tx, { uuid, ours, theirs }, verdict!))
  return verdict!
}

/** After whatever moved a branch: what is open there is looked at again. */
export const lookAgain: Reaction = async ({ payload }, forge) => {
  const { repository } = payload as { repository: string }
  await forge.database.transact(tx => enqueue(tx, refreshMergeability, { repository }, { key: repository }))
}

/** Works out what would come of merging each open pull request of a repository, where that is not known. */
export const refreshMergeability: Job<{ repository: string }> = {
  kind: 'refresh mergeability',
  async run({ repository }, forge) {
    if (!(await forge.git.has(repository))) return
    const { refs } = await forge.git.refs(repository)
    const tips = new Map(refs.map(({ name, oid }) => [name as string, oid]))
    const stale = await staleIn(forge.database.reader, repository, tips)
    for (let from = 0; from < stale.length; from += BATCH)
      await refresh(forge, repository, stale.slice(from, from + BATCH))
  },
}

async function refresh({ git, database }: Forge, repository: string, open: readonly Open[]): Promise<void> {
  const verdicts = await git.mergeability(repository, open)
  await database.transact(async tx => {
    for (const [at, one] of open.entries()) await save(tx, one, verdicts[at]!)
  })
}

async function staleIn(db: Db, repository: string, tips: ReadonlyMap<string, Oid>): Promise<Open[]> {
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

async function seek(db: Db, { uuid, ours, theirs }: Open): Promise<Mergeability | undefined> {
  const row = await db
    .selectFrom('pull_request_mergeability')
    .where('pull_request_uuid', '=', uuid)
    .where('destination_hash', '=', ours)
    .where('source_hash', '=', theirs)
    .select('verdict')
    .executeTakeFirst()
  return row?.verdict
}

async function save(tx: Db, { uuid, ours, theirs }: Open, verdict: Mergeability): Promise<void> {
  const found = { destination_hash: ours, source_hash: theirs, verdict }
  await tx
    .insertInto('pull_request_mergeability')
    .values({ pull_request_uuid: uuid, ...found })
    .onConflict(c => c.column('pull_request_uuid').doUpdateSet(found))
    .execute()
}
