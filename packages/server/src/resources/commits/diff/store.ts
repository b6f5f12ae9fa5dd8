import type { Db } from '../../../db/tables/index.ts'
import type { Repository } from '../../repositories/repository.ts'

/** Longer than anybody's chain of forks of forks. */
const MAX_GENERATIONS = 100

/** Whether both were forked, in however many steps, from the same repository. */
export async function areKin(db: Db, one: Repository, other: Repository): Promise<boolean> {
  return one.uuid === other.uuid || (await firstOf(db, one)) === (await firstOf(db, other))
}

async function firstOf(db: Db, { uuid, parentUuid }: Repository): Promise<string> {
  let [first, before] = [uuid, parentUuid]
  for (let generation = 0; before !== null && generation < MAX_GENERATIONS; generation++) {
    first = before
    const query = db.selectFrom('repositories').where('uuid', '=', first).select('parent_uuid')
    before = (await query.executeTakeFirst())?.parent_uuid ?? null
  }
  return first
}
