import type { Db } from '../../../db/tables/index.ts'
import type { Actor } from '../../../kernel/actor.ts'
import { allowed } from '../../repositories/allowed.ts'
import type { Workspace } from '../../workspaces/workspace.ts'

/** A repository that the caller may read, by what a query can name it. */
export interface Readable {
  uuid: string
  slug: string
  project: string
  /** Its index does not hold it as a whole yet. */
  isBuilding: boolean
}

/** What may be searched in a workspace. Forks that brought nothing new are left out unless all are wanted. */
export async function readableIn(
  db: Db,
  actor: Actor,
  workspace: Workspace,
  forks: 'all' | undefined,
): Promise<Readable[]> {
  const { filter } = await allowed(db, actor, { workspace })
  const rows = await db
    .selectFrom('repositories')
    .innerJoin('projects', 'projects.uuid', 'repositories.project_uuid')
    .leftJoin('search_indexes', 'search_indexes.repository_uuid', 'repositories.uuid')
    .where('repositories.workspace_uuid', '=', workspace.uuid)
    .where(eb => eb.and(filter))
    .$if(forks === undefined, all =>
      all.where(eb =>
        eb.or([
          eb('repositories.parent_uuid', 'is', null),
          eb('search_indexes.has_own_commits', 'is', null),
          eb('search_indexes.has_own_commits', '=', 1),
        ]),
      ),
    )
    .select(['repositories.uuid', 'repositories.slug', 'projects.key'])
    .select(['search_indexes.indexed_on', 'search_indexes.is_rebuild'])
    .execute()
  return rows.map(({ uuid, slug, key, indexed_on, is_rebuild }) => ({
    ...{ uuid, slug, project: key },
    isBuilding: indexed_on === null || is_rebuild === 1,
  }))
}
