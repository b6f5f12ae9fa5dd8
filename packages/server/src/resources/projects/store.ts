import { isTaken } from '@pail/db'
import { Invalid } from '@pail/failures'
import type { Membership, Permission } from '../../auth/permissions.ts'
import type { Db, ProjectRow } from '../../db/tables/index.ts'
import { uuidIn } from '../../kernel/target.ts'
import type { Workspace } from '../workspaces/workspace.ts'
import type { Project } from './project.ts'

/** By key, or by uuid in braces. */
export async function seek(db: Db, workspace: Workspace, id: string): Promise<Project | undefined> {
  const uuid = uuidIn(id)
  const row = await of(db, workspace)
    .where(uuid ? 'uuid' : 'key', '=', uuid ?? id.toUpperCase())
    .executeTakeFirst()
  return row && fromRow(row, workspace)
}

/** Where a repository goes that names no project. */
export async function oldest(db: Db, workspace: Workspace): Promise<Project | undefined> {
  const row = await of(db, workspace).orderBy('created_on').orderBy('uuid').limit(1).executeTakeFirst()
  return row && fromRow(row, workspace)
}

export async function create(db: Db, project: Project): Promise<Project> {
  try {
    await db.insertInto('projects').values(toRow(project)).execute()
  } catch (error) {
    throw isTaken(error) ? taken() : error
  }
  return project
}

/** What the database knows of a user's rights on a project: membership in its workspace, and explicit grants. */
export async function standing(
  db: Db,
  project: Project,
  user: string,
): Promise<{ membership: Membership | null; granted: Permission[] }> {
  const membership = await db
    .selectFrom('memberships')
    .where('workspace_uuid', '=', project.workspace.uuid)
    .where('user_uuid', '=', user)
    .select('permission')
    .executeTakeFirst()
  const grants = await db
    .selectFrom('grants')
    .where('resource_uuid', '=', project.uuid)
    .where(eb =>
      eb.or([
        eb('grantee_uuid', '=', user),
        eb('grantee_uuid', 'in', eb.selectFrom('group_members').where('user_uuid', '=', user).select('group_uuid')),
      ]),
    )
    .select('permission')
    .execute()
  return { membership: membership?.permission ?? null, granted: grants.map(grant => grant.permission) }
}

const taken = () =>
  new Invalid('Project with this Owner and Key already exists.', {
    fields: { key: ['You already have a project with this key.'] },
  })

const of = (db: Db, workspace: Workspace) =>
  db.selectFrom('projects').where('workspace_uuid', '=', workspace.uuid).selectAll()

export const toRow = (project: Project): ProjectRow => ({
  uuid: project.uuid,
  workspace_uuid: project.workspace.uuid,
  key: project.key,
  name: project.name,
  description: project.description,
  is_private: project.isPrivate ? 1 : 0,
  avatar: project.avatar,
  created_on: project.createdOn,
  updated_on: project.updatedOn,
})

export const fromRow = (row: ProjectRow, workspace: Workspace): Project => ({
  uuid: row.uuid,
  workspace,
  key: row.key,
  name: row.name,
  description: row.description,
  isPrivate: row.is_private === 1,
  avatar: row.avatar,
  createdOn: row.created_on,
  updatedOn: row.updated_on,
})
