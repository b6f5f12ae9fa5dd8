import { invalid } from '@pail/failures'
import type { Actor, Known } from '../../kernel/actor.ts'
import { now } from '../../kernel/clock.ts'
import type { Forge } from '../../kernel/forge.ts'
import { orderedId } from '../../kernel/order.ts'
import type { Repository } from '../repositories/repository.ts'
import { repository } from '../repositories/target.ts'
import { receive } from './receive.ts'
import * as store from './store.ts'

/** Where files are brought to, and by which request. */
export interface Uploading {
  repository: Repository
  request: Request
  /** Asks again who sends it. */
  confirm(): Promise<Actor>
}

/** Offers all files of a request at once, or none of them when it breaks off or one of them is refused. */
export async function upload(forge: Forge, { repository: to, request, confirm }: Uploading): Promise<void> {
  const files = await receive(forge.blobs, request, forge.config.maxFileBytes)
  // A body may take its time: its credential can have ended meanwhile, and what its sender may do have changed.
  const actor = (await confirm()) as Known
  if (files.length === 0) throw invalid('files', 'This field is required.')
  const params = { workspace: '{}', repo_slug: to.uuid }
  await forge.database.transact(async tx => {
    const present = await repository('write').load({ db: tx, actor, params })
    const common = { repository: present, userUuid: actor.uuid, downloads: 0, createdOn: now() }
    for (const file of files) await store.replace(tx, { ...file, ...common, id: orderedId() })
  })
}
