import type { PageRequest } from '@pail/db'
import { expressionBuilder } from 'kysely'
import type { Tables } from '../../db/tables/index.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { Filter } from '../../kernel/filter.ts'

/** Who asks for which page of the comments or tasks of a pull request. */
export interface Asking {
  actor: Actor
  filter: Filter
  page: PageRequest
}

export const OLDEST_FIRST = { path: 'created_on', descending: false } as const

const eb = expressionBuilder<Tables, 'pull_request_comments' | 'pull_request_tasks'>()

/** What is pending is seen by whoever wrote it, and by nobody else. */
export const isSeenBy = (
  actor: Actor,
  writer: 'pull_request_comments.user_uuid' | 'pull_request_tasks.creator_uuid',
  pending: 'pull_request_comments.is_pending' | 'pull_request_tasks.is_pending',
) => eb.or([eb(pending, '=', 0), ...(actor ? [eb(writer, '=', actor.uuid)] : [])])
