import type { Db } from '../../db/tables/index.ts'
import type { Known } from '../../kernel/actor.ts'
import { publish } from '../../kernel/events.ts'
import { enqueue } from '../../kernel/jobs.ts'
import { retireAll } from '../workspaces/access-tokens/retire.ts'
import { asGone } from './gone.ts'
import { removeStorage } from './jobs.ts'
import type { Repository } from './repository.ts'
import * as store from './store.ts'

/** The disk is freed by a job, so that neither a crash nor a git node that is away leaves the two at odds. */
export async function removeRepository(tx: Db, repository: Repository, actor: Known): Promise<void> {
  await retireAll(tx, 'repository', repository)
  await store.remove(tx, repository)
  await publish(tx, 'repo:deleted', {
    repository: repository.uuid,
    actor: actor.uuid,
    name: repository.name,
    slug: repository.slug,
    workspace: repository.workspace.uuid,
    was: asGone(repository),
  })
  await enqueue(tx, removeStorage, { storage: repository.uuid })
}
