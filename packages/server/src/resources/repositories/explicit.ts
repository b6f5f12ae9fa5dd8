import type { Db } from '../../db/tables/index.ts'
import type { Known } from '../../kernel/actor.ts'
import { explicitly } from './access.ts'

/** Whether somebody may read a repository for another reason than that everybody may. */
export async function hasExplicitAccess(
  db: Db,
  { uuid }: { uuid: string },
  actor: Pick<Known, 'uuid' | 'isAdmin'>,
): Promise<boolean> {
  if (actor.isAdmin) return true
  const row = await db
    .selectFrom('repositories')
    .where('repositories.uuid', '=', uuid)
    .where(explicitly(actor.uuid, 'read'))
    .select('repositories.uuid')
    .executeTakeFirst()
  return row !== undefined
}
