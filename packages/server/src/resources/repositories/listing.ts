import { type Columns, inOrder, matching, type PageRequest, paginate } from '@pail/db'
import { invalid } from '@pail/failures'
import { mentions, type Query, toTime } from '@pail/query-language'
import { expressionBuilder } from 'kysely'
import type { Db, Tables } from '../../db/tables/index.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { Filter } from '../../kernel/filter.ts'
import * as projects from '../projects/store.ts'
import type { Workspace } from '../workspaces/workspace.ts'
import { visible } from './access.ts'
import { allowed, isFew, type Where } from './allowed.ts'
import { repositoryFields } from './fields.ts'
import type { Repository } from './repository.ts'
import { required } from './required.ts'
import { byUuids } from './store.ts'

/** Whose repositories are meant; all of them where nothing is named. */
export interface Wanted {
  workspace?: Workspace
  parent?: Repository
  role?: string | undefined
  /** Only those created later, as the removed list of all public repositories has it. */
  after?: string | undefined
}

/** What is asked of the list, and of which fields where it knows more than others. */
type Asked = Filter & { fields?: Columns }

const eb = expressionBuilder<Tables, 'repositories'>()
const OLDEST_FIRST = { path: 'created_on', descending: false } as const

/**
 * The repositories that the caller may see, or holds a role on when one is named. Finding them takes as few tables as
 * the question names, and often no more than an index; only those on the page are then read whole.
 */
export async function list(
  db: Db,
  actor: Actor,
  wanted: Wanted,
  { filter, page }: { filter: Asked; page: PageRequest },
) {
  const found = await paginate(await finding(db, actor, wanted, filter), page, row => row.uuid)
  const read = await byUuids(db, found.values)
  return { ...found, values: found.values.flatMap(uuid => read.get(uuid) ?? []) }
}

/** The query behind a list, before it is cut into pages. */
export async function finding(db: Db, actor: Actor, wanted: Wanted, filter: Asked) {
  const { fields = repositoryFields } = filter
  const conditions = [
    matching(filter.query, fields),
    ...(await confined(db, actor, wanted, filter)),
    ...(wanted.parent ? [eb('repositories.parent_uuid', '=', wanted.parent.uuid)] : []),
    ...(wanted.after ? [eb('repositories.created_on', '>', asTime(wanted.after))] : []),
  ]
  return joinedFor(db, actor, filter)
    .where(eb.and(conditions))
    .select('repositories.uuid')
    .$call(inOrder(filter.sort ?? OLDEST_FIRST, fields, 'repositories.uuid'))
}

function asTime(text: string): string {
  const time = toTime(text)
  if (time === undefined) throw invalid('after', 'not a time')
  return time
}

/** Which rows are looked at: whichever way leads past the fewest that are not shown. */
async function confined(db: Db, actor: Actor, wanted: Wanted, { query }: Filter): Promise<Where[]> {
  const { filter, set } = await allowed(db, actor, wanted)
  const { workspace } = wanted
  if (!workspace) return filter
  const narrow = await narrowed(db, workspace, query)
  if (narrow) return [narrow, ...filter]
  if (set && (await isFew(db, set))) return [eb('repositories.uuid', 'in', set)]
  return [eb('repositories.workspace_uuid', '=', workspace.uuid), ...filter]
}

/** What follows from the query and lets an index lead to the rows. */
async function narrowed(db: Db, workspace: Workspace, query: Query | null): Promise<Where | undefined> {
  const key = required(query, 'project.key')
  const project = key === undefined ? undefined : await projects.seek(db, workspace, key)
  if (project) return eb('repositories.project_uuid', '=', project.uuid)
  const slug = required(query, 'full_name')?.split('/')[1]
  if (slug === undefined) return undefined
  return eb.and([eb('repositories.workspace_uuid', '=', workspace.uuid), eb('repositories.slug', '=', slug)])
}

/** Only with the tables that the filter names something of: counting then reads no others. */
function joinedFor(db: Db, actor: Actor, { query, sort }: Filter) {
  const names = (paths: RegExp) =>
    Object.keys(repositoryFields).some(path => paths.test(path) && (mentions(query, path) || sort?.path === path))
  return db
    .selectFrom('repositories')
    .$if(names(/^project\.(key|name)$/), q =>
      q.innerJoin('projects', 'projects.uuid', 'repositories.project_uuid').$castTo<object>(),
    )
    .$if(names(/^(full_name$|workspace\.|owner\.)/), q =>
      q.innerJoin('workspaces', 'workspaces.uuid', 'repositories.workspace_uuid').$castTo<object>(),
    )
    .$if(names(/^parent\b/), q =>
      q
        .leftJoin('repositories as parents', join =>
          // Asking about a parent that is hidden finds as little as showing it.
          join.onRef('parents.uuid', '=', 'repositories.parent_uuid').on(visible(actor, 'parents')),
        )
        .leftJoin('workspaces as parent_workspaces', 'parent_workspaces.uuid', 'parents.workspace_uuid')
        .$castTo<object>(),
    )
}
