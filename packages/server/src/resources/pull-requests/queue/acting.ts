import { neededFor } from '../../../auth/permissions.ts'
import type { Known } from '../../../kernel/actor.ts'
import type { Forge } from '../../../kernel/forge.ts'
import { reach } from '../../repositories/reach.ts'
import { seekAccount } from '../../users/store.ts'
import type { PullRequest } from '../pull-request.ts'

/** Whoever asked for a merge, if they may still write to where it goes. */
export async function stillWriting(
  { database }: Forge,
  uuid: string,
  { repository }: PullRequest,
): Promise<Known | undefined> {
  const user = await seekAccount(database.reader, uuid)
  if (user?.status !== 'active') return undefined
  const credential = { uuid: '', kind: 'session', scopes: [], granted: new Set<string>() } as const
  const actor = { ...user, credential }
  const reached = await reach(database.reader, '{}', repository.uuid, actor)
  return reached && reached.rank >= neededFor('write') ? actor : undefined
}
