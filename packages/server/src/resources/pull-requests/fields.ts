import type { Columns, Operand } from '@pail/db'
import { expressionBuilder } from 'kysely'
import type { Tables } from '../../db/tables/index.ts'

interface Joined extends Tables {
  authors: Tables['users']
  closers: Tables['users']
  sources: Tables['repositories']
  source_workspaces: Tables['workspaces']
  participants: Tables['pull_request_participants']
  people: Tables['users']
}
const eb = expressionBuilder<Joined, keyof Joined>()

const text = (column: Operand) => ({ type: 'text', column }) as const
const number = (column: string) => ({ type: 'number', column }) as const
const flag = (column: string) => ({ type: 'flag', column }) as const
const time = (column: string) => ({ type: 'time', column }) as const
const uuid = (column: string) => ({ type: 'uuid', column }) as const
const full = (workspace: 'workspaces' | 'source_workspaces', repository: 'repositories' | 'sources') =>
  text(eb(eb(`${workspace}.slug`, '||', eb.val('/')), '||', eb.ref(`${repository}.slug`)))

const person = (path: string, table: string): Columns => ({
  [`${path}.uuid`]: uuid(`${table}.uuid`),
  [`${path}.account_id`]: text(`${table}.account_id`),
  [`${path}.nickname`]: text(`${table}.nickname`),
  [`${path}.display_name`]: text(`${table}.display_name`),
})

/** Of several people any may be meant. */
const people = (path: string, onlyReviewers: boolean): Columns => {
  const any = (column: 'uuid' | 'account_id' | 'nickname' | 'display_name') => ({
    any: (_: unknown, matches: (element: Operand) => ReturnType<typeof eb.exists>) =>
      eb.exists(
        eb
          .selectFrom('pull_request_participants as participants')
          .innerJoin('users as people', 'people.uuid', 'participants.user_uuid')
          .whereRef('participants.pull_request_uuid', '=', 'pull_requests.uuid')
          .$if(onlyReviewers, those => those.where('participants.is_reviewer', '=', 1))
          .where(matches(`people.${column}`))
          .select('people.uuid'),
      ),
  })
  return {
    [`${path}.uuid`]: { type: 'uuid', ...any('uuid') },
    [`${path}.account_id`]: { type: 'text', ...any('account_id') },
    [`${path}.nickname`]: { type: 'text', ...any('nickname') },
    [`${path}.display_name`]: { type: 'text', ...any('display_name') },
  }
}

/** What lists of pull requests can be filtered and sorted by. */
export const pullRequestFields: Columns = {
  id: number('pull_requests.id'),
  title: text('pull_requests.title'),
  description: text('pull_requests.description'),
  'summary.raw': text('pull_requests.description'),
  state: text('pull_requests.state'),
  draft: flag('pull_requests.is_draft'),
  queued: flag('pull_requests.is_queued'),
  reason: text('pull_requests.reason'),
  close_source_branch: flag('pull_requests.closes_source_branch'),
  comment_count: number('pull_requests.comment_count'),
  task_count: number('pull_requests.task_count'),
  created_on: time('pull_requests.created_on'),
  updated_on: time('pull_requests.updated_on'),
  ...person('author', 'authors'),
  ...person('closed_by', 'closers'),
  ...people('reviewers', true),
  ...people('participants.user', false),
  'source.branch.name': text('pull_requests.source_branch'),
  'source.commit.hash': text(eb.fn('substr', [eb.ref('pull_requests.source_hash'), eb.lit(1), eb.lit(12)])),
  'source.repository': { type: 'object', column: 'sources.uuid' },
  'source.repository.uuid': uuid('sources.uuid'),
  'source.repository.name': text('sources.name'),
  'source.repository.full_name': full('source_workspaces', 'sources'),
  'destination.branch.name': text('pull_requests.destination_branch'),
  'destination.commit.hash': text(eb.fn('substr', [eb.ref('pull_requests.destination_hash'), eb.lit(1), eb.lit(12)])),
  'destination.repository.uuid': uuid('pull_requests.repository_uuid'),
  'destination.repository.name': text('repositories.name'),
  'destination.repository.full_name': full('workspaces', 'repositories'),
  'merge_commit.hash': text('pull_requests.merge_hash'),
}
