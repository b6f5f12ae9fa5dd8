import type { Db } from '../../db/tables/index.ts'
import type { Forge } from '../../kernel/forge.ts'
import type { Repository } from '../repositories/repository.ts'
import { mayChange, mayDelete, type Standing, type Way } from './permits.ts'
import type { Restriction } from './restriction.ts'
import { rulesAt } from './rules.ts'

/** Somebody with those of the groups that they are in which some of the restrictions name. */
export async function standingOf(db: Db, rules: readonly Restriction[], user: { uuid: string }): Promise<Standing> {
  const named = [...new Set(rules.flatMap(({ groups }) => groups))]
  if (named.length === 0) return { user: user.uuid, groups: new Set() }
  const rows = await db
    .selectFrom('group_members')
    .where('user_uuid', '=', user.uuid)
    .where('group_uuid', 'in', named)
    .select('group_uuid')
    .execute()
  return { user: user.uuid, groups: new Set(rows.map(row => row.group_uuid)) }
}

/** Whether a branch may go when what it brought was merged; nobody's to say, and the main branch never does. */
export async function mayBeDeleted(forge: Forge, repository: Repository, branch: string): Promise<boolean> {
  return branch !== repository.mainBranch && mayDelete(await rulesAt(forge, repository, branch))
}

/** Whether somebody may change a branch in this way, as far as restrictions say. */
export async function mayChangeBranch(
  forge: Forge,
  { repository, branch, way }: { repository: Repository; branch: string; way: Way },
  user: { uuid: string },
): Promise<boolean> {
  const rules = await rulesAt(forge, repository, branch)
  return mayChange(rules, way, await standingOf(forge.database.reader, rules, user))
}
