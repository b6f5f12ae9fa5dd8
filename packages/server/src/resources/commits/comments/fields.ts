import type { Columns } from '@pail/db'

const text = (column: string) => ({ type: 'text', column }) as const
const number = (column: string) => ({ type: 'number', column }) as const

/** What the comments of a commit can be filtered and sorted by. */
export const commentFields: Columns = {
  id: number('commit_comments.id'),
  created_on: { type: 'time', column: 'commit_comments.created_on' },
  updated_on: { type: 'time', column: 'commit_comments.updated_on' },
  'content.raw': text('commit_comments.content'),
  deleted: { type: 'flag', column: 'commit_comments.is_deleted' },
  'user.uuid': { type: 'uuid', column: 'users.uuid' },
  'user.account_id': text('users.account_id'),
  'user.nickname': text('users.nickname'),
  'user.display_name': text('users.display_name'),
  inline: { type: 'object', column: 'commit_comments.path' },
  'inline.path': text('commit_comments.path'),
  'inline.from': number('commit_comments.line_from'),
  'inline.to': number('commit_comments.line_to'),
  parent: { type: 'object', column: 'commit_comments.parent_id' },
  'parent.id': number('commit_comments.parent_id'),
}
