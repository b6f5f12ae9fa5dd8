import { Refused } from './answer.ts'
import * as lists from './lists.ts'
import type { Wire } from './wire.ts'
import type { Kept, World } from './world.ts'

/** What one request asks, after its credential has been looked at. */
export interface Question {
  url: URL
  /** The address's query and the form together. */
  query: URLSearchParams
  world: World
  ways: lists.Ways
}

type Answer = (kept: Kept, question: Question, found: readonly string[]) => Wire

/** What is there below a repository, and the scope that it needs. */
export const IN_REPOSITORY: readonly (readonly [path: RegExp, scope: string, answer: Answer])[] = [
  [/\/?/, 'repository', ({ object }) => object],
  [/\/commits/, 'repository', (kept, { query }) => lists.listOfCommits(kept, query)],
  [/\/commits\/([^/]+)/, 'repository', (kept, { query }, [revision]) => lists.listOfCommits(kept, query, revision)],
  [/\/refs\/branches/, 'repository', kept => lists.listOfRefs(kept, 'branch')],
  [/\/refs\/tags/, 'repository', kept => lists.listOfRefs(kept, 'tag')],
  [/\/pullrequests/, 'pullrequest', (kept, { query, ways }) => lists.listOfPullRequests(kept, query, ways)],
  [/\/pullrequests\/activity/, 'pullrequest', kept => lists.listOfActivity(kept)],
  [/\/pullrequests\/(\d+)\/activity/, 'pullrequest', (kept, _, [id]) => lists.listOfActivity(kept, id)],
  [/\/pullrequests\/(\d+)/, 'pullrequest', (kept, _, [id]) => only(kept.pullRequests, one => String(one.id) === id)],
  [/\/environments(\/?)/, 'pipeline', slashed(kept => ({ values: kept.environments }))],
  [/\/deployments(\/?)/, 'pipeline', slashed(lists.listOfDeployments)],
  [/\/deployments\/([^/]+)/, 'pipeline', (kept, _, [uuid]) => only(kept.deployments, one => one.uuid === uuid)],
  [/\/pipelines\/?/, 'pipeline', lists.listOfPipelines],
  [/\/pipelines\/([^/]+)/, 'pipeline', (kept, _, [uuid]) => only(kept.pipelines, one => one.uuid === uuid)],
  [
    /\/pipelines\/([^/]+)\/steps\/?/,
    'pipeline',
    (kept, _, [uuid = '']) => ({ values: kept.steps.get(uuid) ?? refuse() }),
  ],
  [/\/issues/, 'issue', (kept, { ways }) => lists.listOfIssues(kept, ways)],
]

/** Quirk: the lists of the Java services are there with a slash behind, and were seen to be missing without. */
function slashed(answer: (kept: Kept) => Wire): Answer {
  return (kept, { ways }, [slash]) => {
    if (ways.wantsSlash !== (slash === '/')) throw new Refused(404, 'Resource not found')
    return answer(kept)
  }
}

const only = (values: readonly Wire[], is: (one: Wire) => boolean): Wire => values.find(is) ?? refuse()

function refuse(): never {
  throw new Refused(404, 'Not Found')
}
