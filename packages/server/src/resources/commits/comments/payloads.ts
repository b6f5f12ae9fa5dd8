import { NotFound } from '@pail/failures'
import { oid } from '@pail/git'
import type { Payload } from '../../../kernel/payload.ts'
import * as repositories from '../../repositories/store.ts'
import { commitNameView } from '../view.ts'
import * as store from './store.ts'
import { commentView } from './view.ts'

const created: Payload = async ({ payload }, { db, show }) => {
  const uuid = payload.repository as string
  const repository = (await repositories.byUuids(db, [uuid])).get(uuid)
  if (!repository) return undefined
  const commit = { repository, hash: oid(payload.commit as string) }
  const comment = await store.find(db, commit, String(payload.comment)).catch(ifGone)
  return comment && { comment: show(commentView, comment), commit: show(commitNameView, commit) }
}

function ifGone(error: unknown): undefined {
  if (!(error instanceof NotFound)) throw error
}

export const payloads = { 'repo:commit_comment_created': created } satisfies Record<string, Payload>
