import { Conflict } from '@pail/failures'
import type { Db } from '../../db/tables/index.ts'
import { now } from '../../kernel/clock.ts'
import { asAvatar } from '../users/avatar/avatar.ts'
import { refuseHeld } from '../users/usernames.ts'
import { retireAll } from './access-tokens/retire.ts'
import { retireAccount } from './account.ts'
import { uninstallAll } from './addons/install.ts'
import * as store from './store.ts'
import { changed, type Workspace, type WorkspaceInput } from './workspace.ts'

/** Changes a workspace; what it was called before leads to what it is called now. */
export async function changeWorkspace(tx: Db, before: Workspace, input: WorkspaceInput): Promise<Workspace> {
  if (input.avatar) asAvatar(input.avatar)
  const workspace = changed(before, input, now())
  const owner = before.personalOf === null ? undefined : { uuid: before.personalOf }
  if (workspace.slug !== before.slug) await refuseHeld(tx, workspace.slug, owner)
  return store.save(tx, workspace, before)
}

/** Only an empty one goes: repositories are deleted one by one, by those who mean it. */
export async function removeWorkspace(tx: Db, workspace: Workspace): Promise<void> {
  if (await store.holdsRepositories(tx, workspace))
    throw new Conflict('This workspace holds repositories; delete or transfer them first.')
  await retireAll(tx, 'workspace', workspace)
  await retireAccount(tx, workspace)
  await uninstallAll(tx, workspace)
  await store.remove(tx, workspace)
}
