import { oid } from '@pail/git'
import type { Payload } from '../../kernel/payload.ts'
import * as repositories from '../repositories/store.ts'
import * as store from './store.ts'
import { statusView } from './view.ts'

const told: Payload = async ({ payload }, { db, show }) => {
  const uuid = payload.repository as string
  const repository = (await repositories.byUuids(db, [uuid])).get(uuid)
  if (!repository) return undefined
  const commit = { repository, hash: oid(payload.commit as string) }
  const status = await store.seek(db, commit, payload.status as string)
  return status && { commit_status: show(statusView, status) }
}

export const payloads = {
  'repo:commit_status_created': told,
  'repo:commit_status_updated': told,
} satisfies Record<string, Payload>
