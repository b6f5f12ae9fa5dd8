import { NotFound } from '@pail/failures'
import type { Db } from '../../../../db/tables/index.ts'
import type { Known } from '../../../../kernel/actor.ts'
import { now } from '../../../../kernel/clock.ts'
import { wake } from '../../../../kernel/events.ts'
import type { Forge } from '../../../../kernel/forge.ts'
import { reach } from '../../../repositories/reach.ts'
import { HIDDEN } from '../../../repositories/target.ts'
import { engineOf } from '../engine-of.ts'
import { unknown } from '../indexing/lost.ts'
import { want, wantAnew } from '../indexing/store.ts'
import { noteRebuild, type Progress, progressOf, seekProgress } from './state.ts'

const AT_ONCE = 500
const NEVER: Progress = { startedOn: null, repositories: 0, done: 0, failing: 0 }

/** Forgets what the index holds, of everything or of one repository, and has it built again from nothing. */
export async function reindex(forge: Forge, actor: Known, name: string | undefined): Promise<Progress> {
  const engine = engineOf(forge)
  const { database } = forge
  const repository = name === undefined ? undefined : await uuidOf(database.reader, name, actor)
  if (repository === undefined) await engine.wipe()
  await database.transact(async tx => {
    if (repository !== undefined) return wantAnew(tx, [repository])
    for (let some = await unknown(tx, AT_ONCE); some.length > 0; some = await unknown(tx, AT_ONCE)) await want(tx, some)
    await wantAnew(tx)
    return noteRebuild(tx, now())
  })
  wake()
  return progress(forge, actor, name)
}

/** How far that is by now. */
export async function progress(forge: Forge, actor: Known, name: string | undefined): Promise<Progress> {
  engineOf(forge)
  const { reader } = forge.database
  if (name !== undefined) return progressOf(reader, await uuidOf(reader, name, actor))
  return (await seekProgress(reader)) ?? NEVER
}

async function uuidOf(db: Db, name: string, actor: Known): Promise<string> {
  const [workspace = '', slug = ''] = name.split('/')
  const reached = await reach(db, workspace, slug, actor)
  if (!reached) throw new NotFound(HIDDEN)
  return reached.repository.uuid
}
