import {
  inOrder,
  isForeignKeyMissing,
  isTaken,
  matching,
  type PageRequest,
  type Param,
  paginate,
  prepared,
} from '@pail/db'
import { Forbidden, Invalid } from '@pail/failures'
import type { Membership } from '../../auth/permissions.ts'
import type { Db, ProjectRow } from '../../db/tables/index.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { Filter } from '../../kernel/filter.ts'
import { uuidIn } from '../../kernel/target.ts'
import * as workspaces from '../workspaces/store.ts'
import type { Workspace } from '../workspaces/workspace.ts'
import { grantsTo, rankOfGrant, visible } from './access.ts'
import { projectFields, publicIn } from './fields.ts'
import type { Project } from './project.ts'

const BY_NAME = { path: 'name', descending: false } as const

/** The projects of a workspace that the caller may see. */
export function list(db: Db, workspace: Workspace, actor: Actor, { query, sort }: Filter, page: PageRequest) {
  const wanted = of(db, workspace).where(visible(actor)).where(matching(query, projectFields))
  return paginate(wanted.$call(inOrder(sort ?? BY_NAME, projectFields, 'projects.uuid')), page, row =>
    fromRow(row, workspace),
  )
}

/** By key, or by uuid in braces. */
export async function seek(db: Db, workspace: Workspace, id: string): Promise<Project | undefined> {
  const uuid = uuidIn(id)
  const row = await of(db, workspace)
    .where(uuid ? 'uuid' : 'key', '=', uuid ?? id.toUpperCase())
    .executeTakeFirst()
  return row && fromRow(row, workspace)
}

/** Without its workspace being known. */
export async function byUuid(db: Db, uuid: string): Promise<Project | undefined> {
  const row = await db.selectFrom('projects').where('uuid', '=', uuid).selectAll().executeTakeFirst()
  const entered = row && (await workspaces.enter(db, row.workspace_uuid, ''))
  return entered && fromRow(row, entered.workspace)
}

/** Where a repository goes that names no project. */
export async function oldest(db: Db, workspace: Workspace): Promise<Project | undefined> {
  const row = await of(db, workspace).orderBy('created_on').orderBy('uuid').limit(1).executeTakeFirst()
  return row && fromRow(row, workspace)
}

export async function create(db: Db, project: Project): Promise<Project> {
  await unlessTaken(() => db.insertInto('projects').values(toRow(project)).execute())
  return project
}

export async function save(db: Db, project: Project): Promise<Project> {
  await unlessTaken(() => db.updateTable('projects').set(toRow(project)).where('uuid', '=', project.uuid).execute())
  return project
}

/** Removes a project that is empty; what was granted on it goes with it. */
export async function remove(db: Db, project: Project): Promise<void> {
  await db.deleteFrom('grants').where('resource_uuid', '=', project.uuid).execute()
  try {
    await db.deleteFrom('projects').where('uuid', '=', project.uuid).execute()
  } catch (error) {
    throw isForeignKeyMissing(error)
      ? new Forbidden('This project holds repositories. Delete them or move them elsewhere first.')
      : error
  }
}

/** Those of the projects in which everybody sees something; for embedding. */
export async function withPublicRepositories(db: Db, uuids: readonly string[]): Promise<Map<string, boolean>> {
  const rows = await db
    .selectFrom('projects')
    .where('uuid', 'in', uuids)
    .where(eb => eb.exists(publicIn('projects.uuid')))
    .select('uuid')
    .execute()
  return new Map(rows.map(row => [row.uuid, true]))
}

/** What the database knows of a user's rights on a project. */
export interface Standing {
  membership: Membership | null
  /** Rank of the best grant on the project itself. */
  granted: number | null
  /** Something was granted on a repository in it. */
  isAround: number
}

export const standing = (db: Db, project: Project, user: string): Promise<Standing | undefined> =>
  standingOf.first(db, { project: project.uuid, user })

const standingOf = prepared((db: Db, param: Param<{ project: string; user: string }>) =>
  db
    .selectFrom('projects')
    .leftJoin('memberships', join =>
      join
        .onRef('memberships.workspace_uuid', '=', 'projects.workspace_uuid')
        .on(eb => eb('memberships.user_uuid', '=', param('user'))),
    )
    .where('projects.uuid', '=', param('project'))
    .select('memberships.permission as membership')
    .select(eb => [
      grantsTo(param('user'))
        .whereRef('grants.resource_uuid', '=', 'projects.uuid')
        .select(({ fn }) => fn.max<number | null>(rankOfGrant).as('rank'))
        .as('granted'),
      eb
        .case()
        .when(
          eb.exists(
            eb
              .selectFrom('repositories')
              .whereRef('repositories.project_uuid', '=', 'projects.uuid')
              .where('repositories.uuid', 'in', grantsTo(param('user')).select('grants.resource_uuid'))
              .select('repositories.uuid'),
          ),
        )
        .then(1)
        .else(0)
        .end()
        .as('isAround'),
    ])
    .$castTo<Standing>(),
)

async function unlessTaken(write: () => Promise<unknown>): Promise<void> {
  try {
    await write()
  } catch (error) {
    if (!isTaken(error)) throw error
    // Quirk: 400 and not 409, in the words that clients look for.
    throw new Invalid('Project with this Owner and Key already exists.', {
      fields: { key: ['You already have a project with this key.'] },
    })
  }
}

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
