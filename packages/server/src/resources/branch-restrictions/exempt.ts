import type { Db, GroupRow } from '../../db/tables/index.ts'
import type { Holder } from '../repositories/holder.ts'
import { hasAccess } from '../repositories/holder-access.ts'
import * as users from '../users/store.ts'
import * as groups from '../workspaces/groups/store.ts'
import type { Workspace } from '../workspaces/workspace.ts'
import { refusal } from './rule.ts'
import type { GroupBody, RestrictionBody, UserBody } from './view.ts'

/** Uuids; undefined where nothing was said. */
interface Exempt {
  users: readonly string[] | undefined
  groups: readonly string[] | undefined
}

/** The uuids of the people and groups that a body names; who has no access can be exempt from nothing. */
export async function exempt(db: Db, on: Holder, body: Pick<RestrictionBody, 'users' | 'groups'>): Promise<Exempt> {
  return {
    users: body.users && (await each(body.users, user => person(db, on, user))),
    groups: body.groups && (await each(body.groups, group => groupOf(db, workspaceOf(on), group))),
  }
}

export const workspaceOf = (on: Holder): Workspace =>
  on.kind === 'repository' ? on.repository.workspace : on.project.workspace

async function each<T>(named: readonly T[], find: (one: T) => Promise<string>): Promise<string[]> {
  const found: string[] = []
  for (const one of named) found.push(await find(one))
  return found
}

async function person(db: Db, on: Holder, { uuid, account_id, username }: UserBody): Promise<string> {
  const id = uuid ?? account_id ?? username ?? ''
  const found = id === '' ? undefined : await users.seek(db, id)
  if (!found) throw refusal({ users: `no such user: ${id.slice(0, 100)}` })
  if (!(await hasAccess(db, on, found)))
    throw refusal({ users: `${found.displayName} has no access to this ${on.kind}` })
  return found.uuid
}

async function groupOf(
  db: Db,
  workspace: Workspace,
  { slug, full_slug, owner, workspace: of }: GroupBody,
): Promise<string> {
  const [prefix, rest] = (full_slug ?? '').includes(':') ? full_slug!.split(':') : [undefined, full_slug]
  const wanted = slug ?? rest ?? ''
  const places = [prefix, of?.slug, of?.uuid, owner?.username, owner?.uuid].filter(place => place !== undefined)
  const isHere = places.every(place => [workspace.slug, workspace.uuid, `{${workspace.uuid}}`].includes(place))
  const found = isHere && wanted !== '' ? await groups.seek(db, workspace, wanted) : undefined
  if (!found) throw refusal({ groups: `no such group in this workspace: ${wanted.slice(0, 100)}` })
  return found.uuid
}

/** Those of the groups that are still there; for embedding. */
export async function groupRows(db: Db, uuids: readonly string[]): Promise<Map<string, GroupRow>> {
  const rows = await db.selectFrom('groups').where('uuid', 'in', uuids).selectAll().execute()
  return new Map(rows.map(row => [row.uuid, row]))
}
