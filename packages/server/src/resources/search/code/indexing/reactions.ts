import type { Reaction } from '../../../../kernel/events.ts'
import { wake } from '../../../../kernel/events.ts'
import * as store from './store.ts'

/** Whatever happened to a repository, its index is looked after. */
const follow: Reaction = async ({ payload }, { database, config }) => {
  if (!config.search) return
  const { fork, repository } = payload as { fork?: string; repository: string }
  await database.transact(tx => store.want(tx, [fork ?? repository]))
  wake()
}

export const reactions: Readonly<Record<string, Reaction>> = {
  'repo:push': follow,
  'repo:created': follow,
  'repo:fork': follow,
  'repo:updated': follow,
  'repo:transfer': follow,
  'repo:deleted': follow,
}
