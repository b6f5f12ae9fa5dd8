import { neededFor } from '../../../auth/permissions.ts'
import type { Known } from '../../../kernel/actor.ts'
import type { Forge } from '../../../kernel/forge.ts'
import { reach } from '../../repositories/reach.ts'
import { seekAccount } from '../../users/store.ts'
import type { User } from '../../users/user.ts'
import type { PullRequest } from '../pull-request.ts'

/** Whoever asked for a merge, if they may still write to where it goes. */
export async function stillWriting(
  forge: Forge,
  uuid: string,
  { repository }: PullRequest,
): Promise<Known | undefined> {
  const actor = await whoAsked(forge, uuid)
  if (actor?.status !== 'active') return undefined
  const reached = await reach(forge.database.reader, '{}', repository.uuid, actor)
  return reached && reached.rank >= neededFor('write') ? actor : undefined
}

/** In whose name the queue acts on branches of its own, whatever they may do by now. */
export async function whoAsked({ database }: Forge, uuid: string): Promise<(Known & User) | undefined> {
  const user = await seekAccount(database.reader, uuid)
  const credential = { uuid: '', kind: 'session', scopes: [], granted: new Set<string>() } as const
  return user && { ...user, credential }
}
