import type { Columns } from '@pail/db'

const text = (column: string) => ({ type: 'text', column }) as const
const time = (column: string) => ({ type: 'time', column }) as const

/** What tasks can be filtered and sorted by. */
export const taskFields: Columns = {
  id: { type: 'number', column: 'pull_request_tasks.id' },
  created_on: time('pull_request_tasks.created_on'),
  updated_on: time('pull_request_tasks.updated_on'),
  resolved_on: time('pull_request_tasks.resolved_on'),
  state: text('pull_request_tasks.state'),
  'content.raw': text('pull_request_tasks.content'),
  pending: { type: 'flag', column: 'pull_request_tasks.is_pending' },
  comment: { type: 'object', column: 'pull_request_tasks.comment_id' },
  'comment.id': { type: 'number', column: 'pull_request_tasks.comment_id' },
  'creator.uuid': { type: 'uuid', column: 'users.uuid' },
  'creator.account_id': text('users.account_id'),
  'creator.nickname': text('users.nickname'),
  'creator.display_name': text('users.display_name'),
  'resolved_by.uuid': { type: 'uuid', column: 'pull_request_tasks.resolved_by_uuid' },
}
