import type { Columns } from '@pail/db'
import { fieldsOf } from '../../commits/comments/fields.ts'

/** What the comments of a pull request can be filtered and sorted by. */
export const commentFields: Columns = {
  ...fieldsOf('pull_request_comments'),
  pending: { type: 'flag', column: 'pull_request_comments.is_pending' },
  'inline.outdated': { type: 'flag', column: 'pull_request_comments.is_outdated' },
  resolution: { type: 'object', column: 'pull_request_comments.resolved_on' },
  'resolution.created_on': { type: 'time', column: 'pull_request_comments.resolved_on' },
}
