import { Refused } from './answer.ts'
import { NotThere, reachable, refs } from './history.ts'
import type { ListOf } from './page.ts'
import type { Wire } from './wire.ts'
import type { Kept, World } from './world.ts'

/** What differs between installations and between days. */
export interface Ways {
  /** Lists of pull requests break when they are sorted and several states are asked for. */
  sortedStatesFail: boolean
  /** Deployments and environments are only there with a slash behind; without one when false. */
  wantsSlash: boolean
  /** Whatever the issue tracker is asked. */
  issuesAreGone: boolean
}

const TIMES = { created_on: 'time', updated_on: 'time' } as const

export const listOfRepositories = ({ repositories }: World): ListOf => ({
  values: repositories.map(({ object }) => object),
  asked: {
    ...TIMES,
    name: 'text',
    slug: 'text',
    full_name: 'text',
    uuid: 'uuid',
    is_private: 'flag',
    'project.key': 'text',
  },
})

export function listOfPullRequests(kept: Kept, query: URLSearchParams, ways: Ways): ListOf {
  const states = query.getAll('state').map(state => state.toUpperCase())
  if (ways.sortedStatesFail && states.length > 1 && query.has('sort')) throw new Refused(500, 'Something went wrong')
  const named = states.length > 0 ? states : (query.get('q') ?? '').includes('state') ? undefined : ['OPEN']
  return {
    values: kept.pullRequests.filter(({ state }) => !named || named.includes(state)).toReversed(),
    most: 50,
    asked: {
      ...TIMES,
      id: 'number',
      state: 'text',
      title: 'text',
      'source.branch.name': 'text',
      'destination.branch.name': 'text',
    },
    onRequest: ['participants', 'reviewers', 'rendered'],
  }
}

/** Takes its question from the address or from a form, and passes over whatever else it is asked. */
export function listOfCommits(kept: Kept, query: URLSearchParams, revision?: string): ListOf {
  const include = [...query.getAll('include'), ...(revision ? [revision] : [])]
  try {
    return { values: reachable(kept, include, query.getAll('exclude')), isIterated: true, pagelen: 30 }
  } catch (error) {
    if (!(error instanceof NotThere)) throw error
    throw new Refused(404, 'Commit not found', { data: { shas: error.shas } })
  }
}

export const listOfRefs = (kept: Kept, kind: 'branch' | 'tag'): ListOf => ({
  values: refs(kept, kind),
  asked: { name: 'text', 'target.hash': 'text', 'target.date': 'time' },
})

/** The newest first, by its number; `q` is passed over in silence. */
export const listOfDeployments = ({ deployments }: Kept): ListOf => ({
  values: deployments.toReversed(),
  sorts: ['state.started_on', 'state.completed_on'],
})

export const listOfPipelines = ({ pipelines }: Kept): ListOf => ({
  values: pipelines,
  sorts: ['created_on', 'creator.uuid'],
})

export function listOfIssues({ object, issues }: Kept, ways: Ways): ListOf {
  if (ways.issuesAreGone) throw new Refused(410, 'The issue tracker is no longer available.')
  if (!object.has_issues) throw new Refused(404, 'Repository has no issue tracker.')
  return { values: issues, asked: { ...TIMES, id: 'number', state: 'text', title: 'text' } }
}

/** Newest first; of one pull request or of all. */
export function listOfActivity(kept: Kept, id?: string): ListOf {
  const found = id === undefined ? [...kept.activity.values()].flat() : kept.activity.get(Number(id))
  if (!found) throw new Refused(404, 'Not Found')
  return { values: found.toSorted((a, b) => (dateOf(a) < dateOf(b) ? 1 : -1)), isIterated: true, pagelen: 20, most: 50 }
}

const dateOf = (one: Wire): string =>
  one.update?.date ?? one.approval?.date ?? one.changes_requested?.date ?? one.comment?.created_on
