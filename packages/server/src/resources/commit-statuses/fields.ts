import type { Columns } from '@pail/db'

const text = (column: string) => ({ type: 'text', column }) as const
const time = (column: string) => ({ type: 'time', column }) as const

/** What the statuses of a commit can be filtered and sorted by. */
export const statusFields: Columns = {
  key: text('commit_statuses.key'),
  name: text('commit_statuses.name'),
  state: text('commit_statuses.state'),
  description: text('commit_statuses.description'),
  refname: text('commit_statuses.refname'),
  created_on: time('commit_statuses.created_on'),
  updated_on: time('commit_statuses.updated_on'),
}
