import { type PageRequest, paginate } from '@pail/db'
import type { Permission } from '../../../auth/permissions.ts'
import type { Db, GrantRow } from '../../../db/tables/index.ts'
import { now } from '../../../kernel/clock.ts'
import * as users from '../../users/store.ts'
import * as groups from '../../workspaces/groups/store.ts'
import type { Granting } from './grant.ts'

/** The people who were granted something by name. */
export function listUsers<On extends Granting>(db: Db, on: On, page: PageRequest) {
  const query = held(db, on)
    .innerJoin('users', 'users.uuid', 'grants.grantee_uuid')
    .where('users.kind', '=', 'person')
    .selectAll('users')
    .select('grants.permission as granted')
  return paginate(query.orderBy('users.display_name').orderBy('users.uuid'), page, row => ({
    on,
    to: users.fromRow(row),
    permission: row.granted,
  }))
}

export function listGroups<On extends Granting>(db: Db, on: On, page: PageRequest) {
  const query = held(db, on)
    .innerJoin('groups', 'groups.uuid', 'grants.grantee_uuid')
    .selectAll('groups')
    .select('grants.permission as granted')
  return paginate(query.orderBy('groups.name').orderBy('groups.uuid'), page, row => ({
    on,
    to: groups.fromRow(row, on.workspace),
    permission: row.granted,
  }))
}

export async function find<On extends Granting, To extends { uuid: string }>(db: Db, on: On, to: To) {
  const row = await held(db, on).where('grantee_uuid', '=', to.uuid).select('permission').executeTakeFirst()
  return { on, to, permission: row?.permission ?? ('none' as const) }
}

export async function save<On extends Granting, To extends { uuid: string }>(
  db: Db,
  grant: { on: On; to: To; permission: Permission },
  kinds: Pick<GrantRow, 'resource_kind' | 'grantee_kind'>,
) {
  const { on, to, permission } = grant
  const row = { ...kinds, resource_uuid: on.uuid, grantee_uuid: to.uuid, permission, created_on: now() }
  await db
    .insertInto('grants')
    .values(row)
    .onConflict(c => c.columns(['resource_uuid', 'grantee_uuid']).doUpdateSet({ permission }))
    .execute()
  return grant
}

export async function remove(db: Db, on: Granting, to: { uuid: string }): Promise<void> {
  await db.deleteFrom('grants').where('resource_uuid', '=', on.uuid).where('grantee_uuid', '=', to.uuid).execute()
}

const held = (db: Db, on: Granting) => db.selectFrom('grants').where('grants.resource_uuid', '=', on.uuid)
