import type { Columns } from '@pail/db'

const text = (column: string) => ({ type: 'text', column }) as const
const number = (column: string) => ({ type: 'number', column }) as const

/** What comments that stand in a table can be filtered and sorted by; their authors are joined. */
export const fieldsOf = (table: string): Columns => ({
  id: number(`${table}.id`),
  created_on: { type: 'time', column: `${table}.created_on` },
  updated_on: { type: 'time', column: `${table}.updated_on` },
  'content.raw': text(`${table}.content`),
  deleted: { type: 'flag', column: `${table}.is_deleted` },
  'user.uuid': { type: 'uuid', column: 'users.uuid' },
  'user.account_id': text('users.account_id'),
  'user.nickname': text('users.nickname'),
  'user.display_name': text('users.display_name'),
  inline: { type: 'object', column: `${table}.path` },
  'inline.path': text(`${table}.path`),
  'inline.from': number(`${table}.line_from`),
  'inline.to': number(`${table}.line_to`),
  parent: { type: 'object', column: `${table}.parent_id` },
  'parent.id': number(`${table}.parent_id`),
})

/** What the comments of a commit can be filtered and sorted by. */
export const commentFields: Columns = fieldsOf('commit_comments')
