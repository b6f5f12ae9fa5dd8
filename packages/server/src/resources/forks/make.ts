import { randomUUID } from 'node:crypto'
import { isForeignKeyMissing } from '@pail/db'
import { NotFound } from '@pail/failures'
import type { Db } from '../../db/tables/index.ts'
import type { Known } from '../../kernel/actor.ts'
import { now } from '../../kernel/clock.ts'
import { publish } from '../../kernel/events.ts'
import type { Forge } from '../../kernel/forge.ts'
import { enqueue } from '../../kernel/jobs.ts'
import * as lfsObjects from '../lfs/store.ts'
import { destination, unfit } from '../repositories/destination.ts'
import { refuseDisclosure } from '../repositories/disclosure.ts'
import { maintain } from '../repositories/jobs.ts'
import { mainBranchRef, settleHead } from '../repositories/main-branch.ts'
import { establish, inputOf, projectFor } from '../repositories/make.ts'
import type { Repository } from '../repositories/repository.ts'
import * as workspaces from '../workspaces/store.ts'
import type { Workspace } from '../workspaces/workspace.ts'
import { forkOf, refuseForking } from './fork.ts'
import type { ForkBody } from './view.ts'

/** Forks what the caller may read into where the caller may create; it is whole when this answers. */
export async function makeFork(forge: Forge, actor: Known, source: Repository, body: ForkBody): Promise<Repository> {
  const { database, git } = forge
  const db = database.reader
  refuseForking(source)
  const { workspace: _, ...rest } = body
  const project = await projectFor(db, await target(db, actor, body), actor, rest)
  const planned = forkOf(source, { uuid: randomUUID(), project, createdOn: now() }, inputOf(rest))
  await refuseDisclosure(db, planned)
  const first = body.mainbranch?.name
  if (first !== undefined) await mainBranchRef(forge, source.uuid, first)
  return establish(forge, planned, {
    async lay() {
      await git.fork(source.uuid, planned.uuid)
      return settleHead(forge, planned.uuid, { first: first ?? null, second: source.mainBranch })
    },
    announce: tx => announce(tx, actor, { source, fork: planned }),
  }).catch(error => {
    throw isForeignKeyMissing(error) ? new NotFound('The repository was deleted meanwhile.') : error
  })
}

async function target(db: Db, actor: Known, { workspace }: ForkBody): Promise<Workspace> {
  const named = workspace?.slug ?? workspace?.uuid
  if (named !== undefined) return destination(db, actor, named)
  const own = await workspaces.seekPersonal(db, actor.uuid)
  if (!own) throw unfit('You have no workspace of your own; name one in workspace.slug.')
  return own
}

async function announce(tx: Db, actor: Known, { source, fork }: { source: Repository; fork: Repository }) {
  await publish(tx, 'repo:fork', { repository: source.uuid, fork: fork.uuid, actor: actor.uuid })
  await lfsObjects.copyAll(tx, source.uuid, fork.uuid)
  await enqueue(tx, maintain, { repository: fork.uuid }, { key: fork.uuid })
}
