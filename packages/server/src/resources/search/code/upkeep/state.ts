import type { Db } from '../../../../db/tables/index.ts'

/** How many repositories the index holds, and how it is getting on. */
export interface SearchState {
  repositories: number
  indexed: number
  waiting: number
  failing: number
  /** Of the one that has failed most often. */
  lastError: string | null
  rebuild: Progress | null
}

/** How far building anew is, in repositories. */
export interface Progress {
  startedOn: string | null
  repositories: number
  done: number
  failing: number
}

export async function stateOf(db: Db): Promise<SearchState> {
  const counted = await db
    .selectFrom('repositories')
    .leftJoin('search_indexes', 'search_indexes.repository_uuid', 'repositories.uuid')
    .select(({ fn, eb }) => [
      fn.countAll<number>().as('repositories'),
      fn.count<number>('search_indexes.indexed_on').as('indexed'),
      fn.count<number>(eb.case().when('search_indexes.attempts', '>', 0).then(1).end()).as('failing'),
      fn.count<number>(eb.fn.coalesce('search_indexes.due_on', 'search_indexes.locked_until')).as('waiting'),
    ])
    .executeTakeFirstOrThrow()
  const worst = await db
    .selectFrom('search_indexes')
    .where('attempts', '>', 0)
    .orderBy('attempts', 'desc')
    .orderBy('repository_uuid')
    .select('last_error')
    .limit(1)
    .executeTakeFirst()
  const numbers = {
    repositories: Number(counted.repositories),
    indexed: Number(counted.indexed),
    waiting: Number(counted.waiting),
    failing: Number(counted.failing),
  }
  return { ...numbers, lastError: worst?.last_error ?? null, rebuild: await seekProgress(db) }
}

const ALL = 'all'

/** Of building all of the index anew, since it was last asked for. */
export async function seekProgress(db: Db): Promise<Progress | null> {
  const begun = await db.selectFrom('search_rebuilds').where('name', '=', ALL).selectAll().executeTakeFirst()
  if (!begun) return null
  const { left, failing } = await leftOf(db)
  const { started_on: startedOn, repositories } = begun
  return { startedOn, repositories, done: Math.max(0, repositories - left), failing }
}

/** Of building that of one repository anew. */
export async function progressOf(db: Db, repository: string): Promise<Progress> {
  const { left, failing } = await leftOf(db, repository)
  return { startedOn: null, repositories: 1, done: 1 - left, failing }
}

async function leftOf(db: Db, repository?: string): Promise<{ left: number; failing: number }> {
  const row = await db
    .selectFrom('search_indexes')
    .where('is_rebuild', '=', 1)
    .$if(repository !== undefined, all => all.where('repository_uuid', '=', repository!))
    .select(({ fn, eb }) => [
      fn.countAll<number>().as('left'),
      fn.count<number>(eb.case().when('attempts', '>', 0).then(1).end()).as('failing'),
    ])
    .executeTakeFirstOrThrow()
  return { left: Number(row.left), failing: Number(row.failing) }
}

/** Notes that all of the index is to be built anew. */
export async function noteRebuild(tx: Db, started_on: string): Promise<void> {
  const { repositories } = await tx
    .selectFrom('search_indexes')
    .where('is_rebuild', '=', 1)
    .select(({ fn }) => fn.countAll<number>().as('repositories'))
    .executeTakeFirstOrThrow()
  const row = { name: ALL, started_on, repositories: Number(repositories) }
  await tx
    .insertInto('search_rebuilds')
    .values(row)
    .onConflict(c => c.column('name').doUpdateSet(row))
    .execute()
}
