import { Invalid } from '@pail/failures'
import type { Db } from '../../db/tables/index.ts'
import type { Known } from '../../kernel/actor.ts'
import { now } from '../../kernel/clock.ts'
import { publish } from '../../kernel/events.ts'
import * as workspaces from '../workspaces/store.ts'
import type { Workspace } from '../workspaces/workspace.ts'
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
  if (workspace.uuid === repository.workspace.uuid) throw refusal('The repository is in this workspace already.')
  const project = await projectFor(tx, workspace, actor, body)
  const after = { ...changed(repository, {}, project, now()), workspace }
  await store.save(tx, after, repository)
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

/** One that is hidden from the caller is refused like one that is not there. */
async function destination(tx: Db, actor: Known, slug: string): Promise<Workspace> {
  const entered = await workspaces.enter(tx, slug, actor.uuid)
  const isSeen = entered && (!entered.workspace.isPrivate || entered.membership !== null || actor.isAdmin)
  if (!isSeen) throw refusal(`Workspace ${slug} not found.`)
  return entered.workspace
}

const refusal = (complaint: string) => new Invalid(`workspace: ${complaint}`, { fields: { workspace: [complaint] } })
