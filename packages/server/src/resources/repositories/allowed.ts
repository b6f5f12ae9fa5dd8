import { type Expression, expressionBuilder, type SqlBool } from 'kysely'
import type { Db, Tables } from '../../db/tables/index.ts'
import type { Actor } from '../../kernel/actor.ts'
import * as workspaces from '../workspaces/store.ts'
import type { Workspace } from '../workspaces/workspace.ts'
import { explicitly, grantedIn, publicIn, visible } from './access.ts'
import { ROLES } from './repository.ts'

export type Where = Expression<SqlBool>

/** The repositories that a caller may see, or holds a role on, in two forms of which the database likes one better. */
interface Allowed {
  /** Asked of every row; nothing where the caller is allowed everything. */
  filter: Where[]
  /** The uuids, found from the grants, where they can be. */
  set?: ReturnType<typeof publicIn>
}

const eb = expressionBuilder<Tables, 'repositories'>()

export async function allowed(
  db: Db,
  actor: Actor,
  { workspace, role }: { workspace?: Workspace; role?: string | undefined },
): Promise<Allowed> {
  const level = role === undefined ? undefined : ROLES[role]
  if (!actor) return { filter: [level ? eb.lit(false) : visible(actor)] }
  if (!level && actor.isAdmin) return { filter: [] }
  const filter = [level ? explicitly(actor.uuid, level) : visible(actor)]
  if (!workspace) return { filter }
  // Owners hold every role on everything in it, which is known here and would be asked for every row there.
  if ((await workspaces.enter(db, workspace.uuid, actor.uuid))?.membership === 'owner') return { filter: [] }
  if (level === 'owner') return { filter: [eb.lit(false)] }
  const granted = grantedIn(workspace, actor.uuid, level ?? 'read')
  return { filter, set: level ? granted : granted.unionAll(publicIn(workspace)) }
}

/** So many repositories are sooner gathered and sorted than found by going through all those of a workspace. */
const FEW = 5000

export async function isFew(db: Db, set: ReturnType<typeof publicIn>): Promise<boolean> {
  const row = await db
    .selectFrom(set.limit(FEW + 1).as('some'))
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return row.count <= FEW
}
