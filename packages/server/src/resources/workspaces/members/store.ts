import { type Columns, inOrder, matching, type PageRequest, paginate } from '@pail/db'
import { NotFound } from '@pail/failures'
import type { Membership } from '../../../auth/permissions.ts'
import type { Db, MembershipRow, WorkspaceRow } from '../../../db/tables/index.ts'
import type { Filter } from '../../../kernel/filter.ts'
import * as users from '../../users/store.ts'
import type { User } from '../../users/user.ts'
import * as workspaces from '../store.ts'
import type { Workspace } from '../workspace.ts'
import { membershipFields } from './fields.ts'
import type { Member } from './member.ts'

/** Which of them, in which order, and which page of these. */
export interface Wanted extends Filter {
  page: PageRequest
}

type Belongs = Pick<MembershipRow, 'permission' | 'added_on' | 'last_accessed'>

/** The people of a workspace, those first who came first. */
export function list(db: Db, workspace: Workspace, { query, sort, page, fields }: Wanted & { fields: Columns }) {
  const wanted = peopleOf(db, workspace).where(matching(query, fields))
  const ordered = sort
    ? wanted.$call(inOrder(sort, fields, 'users.uuid'))
    : wanted.orderBy('memberships.added_on').orderBy('users.uuid')
  return paginate(ordered, page, row => memberOf(workspace, users.fromRow(row), row))
}

/** The person in a workspace, by uuid, account id or username. */
export async function seek(db: Db, workspace: Workspace, id: string): Promise<Member | undefined> {
  const user = await users.seek(db, id)
  const row = user && (await peopleOf(db, workspace).where('users.uuid', '=', user.uuid).executeTakeFirst())
  return row && memberOf(workspace, user, row)
}

export async function find(db: Db, workspace: Workspace, id: string): Promise<Member> {
  const member = await seek(db, workspace, id)
  if (!member) throw new NotFound(`${id} is not a member of this workspace.`)
  return member
}

const peopleOf = (db: Db, workspace: Workspace) =>
  db
    .selectFrom('memberships')
    .innerJoin('users', 'users.uuid', 'memberships.user_uuid')
    .where('memberships.workspace_uuid', '=', workspace.uuid)
    .where('users.kind', '=', 'person')
    .selectAll('users')
    .select(['memberships.permission', 'memberships.added_on', 'memberships.last_accessed'])

/** The workspaces that somebody belongs to, by slug. */
export function listOf(db: Db, user: User, { query, sort, page }: Wanted) {
  const ordered = joinedBy(db, user)
    .selectAll('workspaces')
    .select(['memberships.permission', 'memberships.added_on', 'memberships.last_accessed'])
    .where(matching(query, membershipFields))
    .$call(inOrder(sort ?? { path: 'workspace.slug', descending: false }, membershipFields, 'workspaces.uuid'))
  return paginate(ordered, page, (row: WorkspaceRow & Belongs) => memberOf(workspaces.fromRow(row), user, row))
}

/** Memberships of one person beside their workspaces. */
export const joinedBy = (db: Db, user: { uuid: string }) =>
  db
    .selectFrom('workspaces')
    .innerJoin('memberships', 'memberships.workspace_uuid', 'workspaces.uuid')
    .where('memberships.user_uuid', '=', user.uuid)

export async function countOtherOwners(db: Db, { workspace, user }: Member): Promise<number> {
  const row = await db
    .selectFrom('memberships')
    .innerJoin('users', 'users.uuid', 'memberships.user_uuid')
    .where('users.kind', '=', 'person')
    .where('memberships.workspace_uuid', '=', workspace.uuid)
    .where('memberships.user_uuid', '!=', user.uuid)
    .where('memberships.permission', '=', 'owner')
    .select(eb => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return row.count
}

/** The workspaces that have no other owner, and whether anybody else belongs to them. */
export async function listOwnedAlone(
  db: Db,
  user: { uuid: string },
): Promise<{ workspace: Workspace; hasOthers: boolean }[]> {
  const owned = await joinedBy(db, user)
    .where('memberships.permission', '=', 'owner')
    .selectAll('workspaces')
    .orderBy('workspaces.slug')
    .execute()
  if (owned.length === 0) return []
  const uuids = owned.map(row => row.uuid)
  const others = await db
    .selectFrom('memberships')
    .innerJoin('users', 'users.uuid', 'memberships.user_uuid')
    .where('users.kind', '=', 'person')
    .where('memberships.workspace_uuid', 'in', uuids)
    .where('memberships.user_uuid', '!=', user.uuid)
    .select(['memberships.workspace_uuid', 'memberships.permission'])
    .execute()
  const byWorkspace = Map.groupBy(others, other => other.workspace_uuid)
  return owned
    .filter(row => !byWorkspace.get(row.uuid)?.some(other => other.permission === 'owner'))
    .map(row => ({ workspace: workspaces.fromRow(row), hasOthers: byWorkspace.has(row.uuid) }))
}

/** Which of these addresses belong to which of these people. */
export async function emailsAmong(db: Db, people: readonly User[], emails: readonly string[]) {
  if (people.length === 0 || emails.length === 0) return new Map<string, string>()
  const uuids = people.map(person => person.uuid)
  const rows = await db
    .selectFrom('emails')
    .where('user_uuid', 'in', uuids)
    .where('email', 'in', emails)
    .select(['user_uuid', 'email'])
    .execute()
  return new Map(rows.map(row => [row.user_uuid, row.email]))
}

const memberOf = (workspace: Workspace, user: User, row: Belongs): Member => ({
  workspace,
  user,
  permission: row.permission as Membership,
  addedOn: row.added_on,
  lastAccessed: row.last_accessed,
})
