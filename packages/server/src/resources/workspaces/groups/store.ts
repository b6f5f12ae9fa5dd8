import { isTaken } from '@pail/db'
import { Conflict } from '@pail/failures'
import type { Db, GroupRow } from '../../../db/tables/index.ts'
import * as users from '../../users/store.ts'
import type { User } from '../../users/user.ts'
import type { Workspace } from '../workspace.ts'
import type { Group } from './group.ts'

/** All groups of a workspace, or those that one person is in. */
export async function list(db: Db, workspace: Workspace, member?: { uuid: string }): Promise<Group[]> {
  const all = of(db, workspace).orderBy('slug')
  const mine = (uuid: string) =>
    all.where('uuid', 'in', eb => eb.selectFrom('group_members').where('user_uuid', '=', uuid).select('group_uuid'))
  const rows = await (member ? mine(member.uuid) : all).execute()
  return rows.map(row => fromRow(row, workspace))
}

export async function seek(db: Db, workspace: Workspace, slug: string): Promise<Group | undefined> {
  const row = await of(db, workspace).where('slug', '=', slug.toLowerCase()).executeTakeFirst()
  return row && fromRow(row, workspace)
}

export async function create(db: Db, group: Group): Promise<Group> {
  try {
    await db.insertInto('groups').values(toRow(group)).execute()
  } catch (error) {
    throw isTaken(error)
      ? new Conflict('A group with this name already exists', { fields: { name: ['already taken'] } })
      : error
  }
  return group
}

export async function save(db: Db, group: Group): Promise<Group> {
  await db.updateTable('groups').set(toRow(group)).where('uuid', '=', group.uuid).execute()
  return group
}

/** With it goes everything that was granted to it. */
export async function remove(db: Db, group: Group): Promise<void> {
  await db.deleteFrom('grants').where('grantee_uuid', '=', group.uuid).execute()
  await db.deleteFrom('groups').where('uuid', '=', group.uuid).execute()
}

/** The people in each of these groups, by name. */
export async function membersOf(db: Db, uuids: readonly string[]): Promise<Map<string, User[]>> {
  const rows = await db
    .selectFrom('group_members')
    .innerJoin('users', 'users.uuid', 'group_members.user_uuid')
    .where('group_members.group_uuid', 'in', uuids)
    .orderBy('users.username')
    .selectAll('users')
    .select('group_members.group_uuid')
    .execute()
  const members = new Map<string, User[]>()
  for (const row of rows) members.set(row.group_uuid, [...(members.get(row.group_uuid) ?? []), users.fromRow(row)])
  return members
}

export async function hasMember(db: Db, group: Group, user: { uuid: string }): Promise<boolean> {
  const row = await db
    .selectFrom('group_members')
    .where('group_uuid', '=', group.uuid)
    .where('user_uuid', '=', user.uuid)
    .select('user_uuid')
    .executeTakeFirst()
  return row !== undefined
}

export async function addMember(db: Db, group: Group, user: { uuid: string }): Promise<void> {
  await db
    .insertInto('group_members')
    .values({ group_uuid: group.uuid, user_uuid: user.uuid })
    .onConflict(c => c.doNothing())
    .execute()
}

export async function removeMember(db: Db, group: Group, user: { uuid: string }): Promise<void> {
  await db.deleteFrom('group_members').where('group_uuid', '=', group.uuid).where('user_uuid', '=', user.uuid).execute()
}

const of = (db: Db, workspace: Workspace) =>
  db.selectFrom('groups').where('workspace_uuid', '=', workspace.uuid).selectAll()

const toRow = (group: Group): GroupRow => ({
  uuid: group.uuid,
  workspace_uuid: group.workspace.uuid,
  slug: group.slug,
  name: group.name,
  permission: group.permission,
  auto_add: group.autoAdd ? 1 : 0,
  email_forwarding_disabled: group.emailForwardingDisabled ? 1 : 0,
  created_on: group.createdOn,
})

export const fromRow = (row: GroupRow, workspace: Workspace): Group => ({
  uuid: row.uuid,
  workspace,
  slug: row.slug,
  name: row.name,
  permission: row.permission,
  autoAdd: row.auto_add === 1,
  emailForwardingDisabled: row.email_forwarding_disabled === 1,
  createdOn: row.created_on,
})
