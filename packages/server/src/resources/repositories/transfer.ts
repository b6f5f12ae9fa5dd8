import type { Db } from '../../db/tables/index.ts'
import type { Known } from '../../kernel/actor.ts'
import { now } from '../../kernel/clock.ts'
import { publish } from '../../kernel/events.ts'
import { retireAll } from '../workspaces/access-tokens/retire.ts'
import { destination, unfit } from './destination.ts'
import { projectFor } from './make.ts'
import { changed, type Repository } from './repository.ts'
import * as store from './store.ts'
import type { TransferBody } from './view.ts'
import * as watchers from './watchers/store.ts'

/** Hands a repository over. Who could do what with it was up to the old workspace, so that stays behind. */
export async function transferRepository(
  tx: Db,
  actor: Known,
  repository: Repository,
  body: TransferBody,
): Promise<Repository> {
  const workspace = await destination(tx, actor, body.workspace.slug)
  if (workspace.uuid === repository.workspace.uuid) throw unfit('The repository is in this workspace already.')
  const project = await projectFor(tx, workspace, actor, body)
  const after = { ...changed(repository, {}, project, now()), workspace }
  await store.save(tx, after, repository)
  await retireAll(tx, 'repository', repository)
  await store.forgetGrants(tx, repository)
  await store.grantDefaults(tx, after)
  if (repository.isPrivate) await watchers.removeAll(tx, repository)
  await publish(tx, 'repo:transfer', {
    repository: repository.uuid,
    actor: actor.uuid,
    previous_workspace: repository.workspace.uuid,
  })
  return after
}
