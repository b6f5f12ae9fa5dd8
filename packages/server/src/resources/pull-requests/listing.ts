import { inOrder, matching, type Page, type PageRequest, paginate } from '@pail/db'
import { mentions } from '@pail/query-language'
import type { Db } from '../../db/tables/index.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { Filter } from '../../kernel/filter.ts'
import { visible } from '../repositories/access.ts'
import type { Repository } from '../repositories/repository.ts'
import type { Workspace } from '../workspaces/workspace.ts'
import { pullRequestFields } from './fields.ts'
import { type PullRequest, wrong } from './pull-request.ts'
import { fromRow } from './row.ts'
import { STATES, type State } from './state.ts'
import { withRepositories } from './store.ts'

/** What is asked of a list besides where it looks. */
export interface Asked {
  actor: Actor
  states: readonly string[] | undefined
  filter: Filter
  page: PageRequest
}

/** The pull requests of a repository, newest first unless told otherwise. */
export async function list(db: Db, repository: Repository, asked: Asked): Promise<Page<PullRequest>> {
  const query = finding(db, asked).where('pull_requests.repository_uuid', '=', repository.uuid)
  return paginate(query.selectAll('pull_requests').$call(ordered(asked, 'pull_requests.id')), asked.page, row =>
    fromRow(row, repository),
  )
}

/** Those of an author, wherever the caller may see them. */
export async function listByAuthor(
  db: Db,
  author: { uuid: string },
  { workspace, ...asked }: Asked & { workspace?: Workspace },
): Promise<Page<PullRequest>> {
  const query = finding(db, asked)
    .where('pull_requests.author_uuid', '=', author.uuid)
    .where(visible(asked.actor))
    .$if(workspace !== undefined, those => those.where('repositories.workspace_uuid', '=', workspace!.uuid))
  const found = await paginate(
    query.selectAll('pull_requests').$call(ordered(asked, 'pull_requests.uuid')),
    asked.page,
    row => row,
  )
  return { ...found, values: await withRepositories(db, found.values) }
}

/** Those that bring a commit, whatever has become of them. */
export async function listByCommit(
  db: Db,
  { repository, hash }: { repository: Repository; hash: string },
  page: PageRequest,
): Promise<Page<PullRequest>> {
  const query = db
    .selectFrom('pull_request_commits')
    .innerJoin('pull_requests', 'pull_requests.uuid', 'pull_request_commits.pull_request_uuid')
    .where('pull_request_commits.repository_uuid', '=', repository.uuid)
    .where('pull_request_commits.commit_hash', '=', hash)
    .selectAll('pull_requests')
    .orderBy('pull_requests.id', 'desc')
  return paginate(query, page, row => fromRow(row, repository))
}

/** Quirk: only what is open, unless states are asked for or `q=` names the state. */
function statesIn({ states, filter }: Asked): readonly State[] | undefined {
  if (!states || states.length === 0) return mentions(filter.query, 'state') ? undefined : ['OPEN']
  return states.map(text => {
    const state = STATES.find(one => one === text.toUpperCase())
    if (!state) throw wrong('state', `not one of ${STATES.join(', ')}`)
    return state
  })
}

function finding(db: Db, asked: Asked) {
  const { filter, actor } = asked
  const names = (paths: RegExp) =>
    Object.keys(pullRequestFields).some(
      path => paths.test(path) && (mentions(filter.query, path) || filter.sort?.path === path),
    )
  const states = statesIn(asked)
  return joinedFor(db, actor, names)
    .where(matching(filter.query, pullRequestFields))
    .$if(states !== undefined, those => those.where('pull_requests.state', 'in', states!))
}

/** Only with the tables that the filter names something of. */
function joinedFor(db: Db, actor: Actor, names: (paths: RegExp) => boolean) {
  return db
    .selectFrom('pull_requests')
    .innerJoin('repositories', 'repositories.uuid', 'pull_requests.repository_uuid')
    .$if(names(/^destination\.repository\./), q =>
      q.innerJoin('workspaces', 'workspaces.uuid', 'repositories.workspace_uuid').$castTo<object>(),
    )
    .$if(names(/^author\./), q =>
      q.innerJoin('users as authors', 'authors.uuid', 'pull_requests.author_uuid').$castTo<object>(),
    )
    .$if(names(/^closed_by\./), q =>
      q.leftJoin('users as closers', 'closers.uuid', 'pull_requests.closed_by_uuid').$castTo<object>(),
    )
    .$if(names(/^source\.repository/), q =>
      q
        .leftJoin('repositories as sources', join =>
          // Asking about a fork that is hidden finds as little as showing it.
          join.onRef('sources.uuid', '=', 'pull_requests.source_repository_uuid').on(visible(actor, 'sources')),
        )
        .leftJoin('workspaces as source_workspaces', 'source_workspaces.uuid', 'sources.workspace_uuid')
        .$castTo<object>(),
    )
}

const NEWEST_FIRST = { path: 'created_on', descending: true } as const

const ordered = ({ filter }: Asked, unique: 'pull_requests.id' | 'pull_requests.uuid') => {
  const isById = unique === 'pull_requests.id' && !filter.sort
  return inOrder(filter.sort ?? (isById ? { path: 'id', descending: true } : NEWEST_FIRST), pullRequestFields, unique)
}
