import { coreTime, hashOf, minute, type Wire } from '../wire.ts'
import { condensed } from './code.ts'
import { person } from './people.ts'

export const pullRequest = (
  api: string,
  of: Wire,
  { id, state, at }: { id: number; state: string; at: number },
): Wire => ({
  type: 'pullrequest',
  id,
  title: `Change ${id}`,
  description: 'Said once.',
  summary: { type: 'rendered', raw: 'Said once.', markup: 'markdown', html: '<p>Said once.</p>' },
  state,
  draft: false,
  queued: false,
  author: person(api, 'Ada'),
  closed_by: state === 'OPEN' ? null : person(api, 'Bob'),
  source: {
    branch: { name: `feature/${id}` },
    commit: { type: 'commit', hash: hashOf(`${id}`).slice(0, 12) },
    repository: condensed(of),
  },
  destination: {
    branch: { name: 'main' },
    commit: { type: 'commit', hash: hashOf('main').slice(0, 12) },
    repository: condensed(of),
  },
  merge_commit: state === 'MERGED' ? { type: 'commit', hash: hashOf(`merge ${id}`).slice(0, 12) } : null,
  comment_count: 0,
  task_count: 0,
  close_source_branch: true,
  reason: '',
  created_on: coreTime(minute(id)),
  updated_on: coreTime(at),
  reviewers: [person(api, 'Bob')],
  participants: [
    {
      type: 'participant',
      user: person(api, 'Bob'),
      role: 'REVIEWER',
      approved: false,
      state: null,
      participated_on: null,
    },
  ],
  links: { self: { href: `${api}/repositories/${of.full_name}/pullrequests/${id}` } },
})

export const activity = (
  api: string,
  of: Wire,
  at: number,
  kind: 'approval' | 'update' | 'comment' | 'changes_requested',
): Wire => {
  const pull_request = { type: 'pullrequest', id: of.id, title: of.title, draft: false, links: of.links }
  const user = person(api, 'Bob')
  const date = coreTime(at)
  const about = { date, user, pullrequest: pull_request }
  if (kind === 'comment')
    return {
      pull_request,
      comment: {
        type: 'pullrequest_comment',
        id: at % 100_000,
        created_on: date,
        updated_on: date,
        content: { raw: 'Yes.' },
        user,
        deleted: false,
        pullrequest: pull_request,
      },
    }
  if (kind === 'update')
    return {
      pull_request,
      update: {
        state: of.state,
        draft: false,
        title: of.title,
        description: '',
        reviewers: [],
        changes: {},
        reason: '',
        author: user,
        date,
        destination: of.destination,
        source: of.source,
      },
    }
  return { pull_request, [kind]: about }
}

export const issue = (api: string, of: Wire, { id, at }: { id: number; at: number }): Wire => ({
  type: 'issue',
  id,
  repository: condensed(of),
  title: `Fault ${id}`,
  reporter: person(api, 'Ada'),
  assignee: null,
  created_on: coreTime(minute(id)),
  updated_on: coreTime(at),
  edited_on: null,
  state: 'new',
  kind: 'bug',
  priority: 'major',
  milestone: null,
  version: null,
  component: null,
  votes: 0,
  content: { type: 'rendered', raw: 'It breaks.', markup: 'markdown', html: '<p>It breaks.</p>' },
  links: { self: { href: `${api}/repositories/${of.full_name}/issues/${id}` } },
})
