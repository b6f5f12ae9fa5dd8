import type { Payload } from '../../kernel/payload.ts'
import * as repositories from '../repositories/store.ts'
import { repositoryView } from '../repositories/view.ts'

/** Of a fork that is kept from the audience it hears nothing. */
const fork: Payload = async ({ payload }, { db, actor, show }) => {
  const uuid = payload.fork as string
  const made = (await repositories.visibleByUuids(db, [uuid], actor)).get(uuid)
  return made && { fork: show(repositoryView, made, 'listed') }
}

export const payloads = { 'repo:fork': fork } satisfies Record<string, Payload>
