import { updated } from '../read/updated.ts'
import { account, endpoint, participant, rendered } from './parts.ts'
import { links, list, moment, object, ofRepository, schema, text, truth, whole } from './schema.ts'
import type { Stream } from './stream.ts'

export const pullRequests: Stream = {
  name: 'pull_requests',
  of: 'repository',
  primaryKey: [['repository_uuid'], ['id']],
  cursor: 'updated_on',
  scopes: ['pullrequest', 'read:pullrequest:bitbucket'],
  schema: schema({
    ...ofRepository,
    type: text,
    id: { type: 'integer' },
    title: text,
    description: text,
    rendered: object({ title: rendered, description: rendered, reason: rendered }),
    summary: rendered,
    state: text,
    draft: truth,
    queued: truth,
    author: account,
    source: endpoint,
    destination: endpoint,
    merge_commit: object({ type: text, hash: text }),
    comment_count: whole,
    task_count: whole,
    close_source_branch: truth,
    closed_by: account,
    reason: text,
    created_on: moment,
    updated_on: moment,
    reviewers: list(account),
    participants: list(participant),
    links: links(
      'self',
      'html',
      'commits',
      'approve',
      'request-changes',
      'diff',
      'diffstat',
      'comments',
      'activity',
      'merge',
      'decline',
      'statuses',
    ),
  }),
  read: updated({
    path: ({ root }) => `${root}/pullrequests`,
    parameters: ({ config }) => ({
      // Quirk: longer pages are refused here, and lists leave out who takes part.
      pagelen: 50,
      fields: '+values.participants,+values.reviewers',
      state: config.pullRequestStates,
    }),
    keyOf: ({ id }) => String(id),
  }),
}
