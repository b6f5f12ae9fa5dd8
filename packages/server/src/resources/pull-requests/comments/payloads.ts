import type { Payload } from '../../../kernel/payload.ts'
import { seek } from '../store.ts'
import { pullRequestView } from '../view.ts'
import * as store from './store.ts'
import { commentView } from './view.ts'

/** The pull request and the comment; of one that was deleted what is left of it. */
const told: Payload = async ({ payload }, { db, show }) => {
  const pullRequest = await seek(db, { uuid: payload.repository as string }, payload.pull_request as number)
  const comment = pullRequest && (await store.seekAny(db, pullRequest, payload.comment as number))
  return comment && { pullrequest: show(pullRequestView, pullRequest), comment: show(commentView, comment) }
}

export const payloads = {
  'pullrequest:comment_created': told,
  'pullrequest:comment_updated': told,
  'pullrequest:comment_deleted': told,
  'pullrequest:comment_resolved': told,
  'pullrequest:comment_reopened': told,
} satisfies Record<string, Payload>
