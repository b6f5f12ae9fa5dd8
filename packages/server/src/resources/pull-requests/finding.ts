import { matching } from '@pail/db'
import { invalid } from '@pail/failures'
import { mentions } from '@pail/query-language'
import type { Db } from '../../db/tables/index.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { Filter } from '../../kernel/filter.ts'
import { visible } from '../repositories/access.ts'
import { pullRequestFields } from './fields.ts'
import { STATES, type State } from './state.ts'

/** What is asked of a list besides where it looks. */
export interface Asked {
  actor: Actor
  states: readonly string[] | undefined
  filter: Filter
}

/** The query behind a list, which reads of no more tables than it names something of. */
export function finding(db: Db, asked: Asked & { isAnywhere?: boolean }) {
  const { filter, actor, isAnywhere = false } = asked
  const names = (paths: RegExp) =>
    Object.keys(pullRequestFields).some(
      path => paths.test(path) && (mentions(filter.query, path) || filter.sort?.path === path),
    )
  const states = statesIn(asked)
  return joinedFor(db, actor, path => names(path) || (isAnywhere && path === AROUND))
    .where(matching(filter.query, pullRequestFields))
    .$if(states !== undefined, those => those.where('pull_requests.state', 'in', states!))
}

/** Quirk: only what is open, unless states are asked for or `q=` names the state. */
function statesIn({ states, filter }: Asked): readonly State[] | undefined {
  const named = (states ?? []).filter(text => text !== '')
  if (named.length === 0) return mentions(filter.query, 'state') ? undefined : ['OPEN']
  return named.map(text => {
    const state = STATES.find(one => one === text.toUpperCase())
    if (!state) throw invalid('state', `not one of ${STATES.join(', ')}`)
    return state
  })
}

/** What is asked of the repository that a pull request is for. */
const AROUND = /^destination\.repository\.(name|full_name)$/

function joinedFor(db: Db, actor: Actor, names: (paths: RegExp) => boolean) {
  return db
    .selectFrom('pull_requests')
    .$if(names(AROUND), q =>
      q
        .innerJoin('repositories', 'repositories.uuid', 'pull_requests.repository_uuid')
        .innerJoin('workspaces', 'workspaces.uuid', 'repositories.workspace_uuid')
        .$castTo<object>(),
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
