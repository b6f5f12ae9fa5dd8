import { invalid } from '@pail/failures'
import type { Db } from '../../db/tables/index.ts'
import type { Repository } from './repository.ts'

/** Refuses to show everybody what was forked from a private repository that allows private forks only. */
export async function refuseDisclosure(db: Db, { isPrivate, parentUuid }: Repository): Promise<void> {
  if (isPrivate || parentUuid === null || !(await isKeptPrivate(db, parentUuid))) return
  const complaint = 'It was forked from a repository that allows private forks only.'
  throw invalid('is_private', complaint)
}

/** Asks the whole line of private repositories, as the owner of a fork may choose another policy for forks of that. */
async function isKeptPrivate(db: Db, uuid: string): Promise<boolean> {
  const found = await db
    .withRecursive('line', line =>
      line
        .selectFrom('repositories')
        .where('uuid', '=', uuid)
        .where('is_private', '=', 1)
        .select(['parent_uuid', 'fork_policy'])
        .unionAll(
          line
            .selectFrom('repositories')
            .innerJoin('line', 'line.parent_uuid', 'repositories.uuid')
            .where('repositories.is_private', '=', 1)
            .select(['repositories.parent_uuid', 'repositories.fork_policy']),
        ),
    )
    .selectFrom('line')
    .where('fork_policy', '!=', 'allow_forks')
    .select('fork_policy')
    .limit(1)
    .executeTakeFirst()
  return found !== undefined
}
