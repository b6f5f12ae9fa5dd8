import type { Known } from '../../../kernel/actor.ts'
import type { Forge } from '../../../kernel/forge.ts'
import { EVERY_SCOPE } from '../../../kernel/scopes.ts'
import type { Repository } from '../../repositories/repository.ts'
import { visibleByUuids } from '../../repositories/store.ts'
import * as users from '../../users/store.ts'
import type { User } from '../../users/user.ts'
import { workspaceAccount } from '../../workspaces/account.ts'
import type { Listener } from './listeners.ts'

/**
 * By whose eyes a payload is made. Hooks of a repository or workspace see what the workspace itself sees: all that is
 * in it, and elsewhere what everybody sees. The hook of a person sees what that person sees.
 */
export async function eyesOf(forge: Forge, { eyes }: Pick<Listener, 'eyes'>): Promise<Known | undefined> {
  if ('user' in eyes) {
    const user = await users.seekAccount(forge.database.reader, eyes.user)
    return user?.status === 'active' ? knownAs(user) : undefined
  }
  const account = await accountOf(forge, eyes.workspace)
  // It has no name that Git would take.
  return account && { ...knownAs(account), username: '' }
}

/** It is made when it is first needed. */
async function accountOf({ database }: Forge, workspace: string): Promise<User | undefined> {
  const held = await database.reader
    .selectFrom('workspace_accounts')
    .where('workspace_uuid', '=', workspace)
    .select('user_uuid')
    .executeTakeFirst()
  if (held) return users.seekAccount(database.reader, held.user_uuid)
  return database.transact(tx => workspaceAccount(tx, workspace))
}

/** Whether the audience may hear of the repository at all; of one that is gone, whoever ended it knows. */
export async function mayHear(forge: Forge, eyes: Known, { uuid }: Pick<Repository, 'uuid'>): Promise<boolean> {
  const { reader } = forge.database
  if ((await visibleByUuids(reader, [uuid], eyes)).has(uuid)) return true
  const row = await reader.selectFrom('repositories').where('uuid', '=', uuid).select('uuid').executeTakeFirst()
  return row === undefined
}

const knownAs = (user: User): Known => ({
  ...user,
  credential: { uuid: '', kind: 'session', scopes: [EVERY_SCOPE], granted: new Set([EVERY_SCOPE]) },
})
