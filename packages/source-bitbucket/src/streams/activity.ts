import { readActivity } from '../read/activity.ts'
import { account, briefPullRequest, rendered } from './parts.ts'
import { moment, object, ofRepository, schema, text, truth } from './schema.ts'
import type { Stream } from './stream.ts'

export const pullRequestActivity: Stream = {
  name: 'pull_request_activity',
  of: 'repository',
  primaryKey: [['repository_uuid'], ['pull_request_id'], ['id']],
  cursor: 'date',
  scopes: ['pullrequest', 'read:pullrequest:bitbucket'],
  schema: schema({
    ...ofRepository,
    id: { type: 'string' },
    pull_request_id: { type: 'integer' },
    kind: text,
    date: { ...moment, type: 'string' },
    pull_request: briefPullRequest,
    comment: object({ type: text, content: rendered, user: account, created_on: moment, updated_on: moment }),
    update: object({ state: text, draft: truth, title: text, reason: text, author: account, date: moment }),
    approval: object({ date: moment, user: account }),
    changes_requested: object({ date: moment, user: account }),
  }),
  read: readActivity,
}
