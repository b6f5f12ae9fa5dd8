import { type FileChange, type KnownBranch, OutOfStep, type Texts, type TreeChange } from '../engine.ts'
import { saveContents } from './contents.ts'
import { removeAllFiles, saveFiles } from './files.ts'
import type { Client, Pool } from './pool.ts'
import { sweep, sweepAll } from './sweep.ts'
import { transact } from './transact.ts'

export interface Pools {
  searches: Pool
  /** Held for as long as texts come. */
  updates: Pool
}

interface Update {
  change: TreeChange
  texts: Texts
  signal: AbortSignal | undefined
}

/** The first half of advisory locks: the second is the hash of a repository. */
const REPOSITORY_LOCK = 0x7061_696e
/** Held in common by updates: contents that nobody uses yet stay while somebody may be about to. */
export const SWEEP_LOCK = 0x7061_696f

const BATCH = 500

/** Contents are saved as they come, for all to use; the files of the branch change at once, in the end. */
export async function update(pools: Pools, { change, texts, signal }: Update): Promise<void> {
  if (change.to === null) return forget(pools, change.repository, change.branch)
  const left: number[] = []
  await transact(pools.updates, signal, async client => {
    await client.query('select pg_advisory_xact_lock_shared($1)', [SWEEP_LOCK])
    const branchId = await begin(client, change)
    if (change.from === null) await removeAllFiles(client, branchId)
    for await (const files of inBatches(change.changed())) {
      signal?.throwIfAborted()
      const source = { repository: change.repository, texts, signal }
      const contents = await saveContents(pools.searches, files, source)
      left.push(...(await saveFiles(client, { branchId, files, contents })))
    }
  })
  await (change.from === null ? sweepAll(pools.searches) : sweep(pools.searches, left))
}

/** One process at a time changes a repository. */
async function begin(client: Client, { repository, branch, isMain, from, to }: TreeChange): Promise<number> {
  await lock(client, repository)
  const { rows } = await client.query('select commit from pail_search.branches where repository = $1 and branch = $2', [
    repository,
    branch,
  ])
  if (from !== null && rows[0]?.commit !== from)
    throw new OutOfStep(`${branch} is known at ${rows[0]?.commit ?? 'no commit'}, not at ${from}`)
  if (isMain)
    await client.query('update pail_search.branches set is_main = false where repository = $1 and branch <> $2', [
      repository,
      branch,
    ])
  const saved = await client.query(
    `insert into pail_search.branches (repository, branch, commit, is_main) values ($1, $2, $3, $4)
     on conflict (repository, branch) do update set commit = excluded.commit, is_main = excluded.is_main returning id`,
    [repository, branch, to, isMain],
  )
  return saved.rows[0].id
}

const lock = (client: Client, repository: string) =>
  client.query('select pg_advisory_xact_lock($1, hashtext($2))', [REPOSITORY_LOCK, repository])

async function* inBatches(changes: AsyncIterable<FileChange>): AsyncGenerator<FileChange[]> {
  let batch: FileChange[] = []
  for await (const change of changes) {
    batch.push(change)
    if (batch.length < BATCH) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}

export async function forget({ updates, searches }: Pools, repository: string, branch?: string): Promise<void> {
  const removed = await transact(updates, undefined, async client => {
    await lock(client, repository)
    const { rowCount } = await client.query(
      'delete from pail_search.branches where repository = $1 and ($2::text is null or branch = $2)',
      [repository, branch ?? null],
    )
    return rowCount ?? 0
  })
  if (removed > 0) await sweepAll(searches)
}

export async function known(pool: Pool, repository: string): Promise<readonly KnownBranch[]> {
  const { rows } = await pool.query(
    `select branch, commit, is_main as "isMain" from pail_search.branches where repository = $1 order by branch`,
    [repository],
  )
  return rows
}

/** Waits for those who are updating. */
export const wipe = (pool: Pool): Promise<void> =>
  transact(pool, undefined, async client => {
    await client.query('select pg_advisory_xact_lock($1)', [SWEEP_LOCK])
    await client.query('truncate pail_search.files, pail_search.contents, pail_search.branches')
  })
