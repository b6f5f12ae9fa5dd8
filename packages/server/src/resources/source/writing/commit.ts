import { setTimeout as wait } from 'node:timers/promises'
import { Conflict, Invalid, invalid, NotFound } from '@pail/failures'
import type { Oid } from '@pail/git'
import type { Written } from '@pail/git-node'
import type { Actor, Known } from '../../../kernel/actor.ts'
import type { Forge } from '../../../kernel/forge.ts'
import { land } from '../../refs/landing/land.ts'
import type { Repository } from '../../repositories/repository.ts'
import { repository } from '../../repositories/target.ts'
import { type Draft, draftOf } from './draft.ts'
import { type Plan, planOf } from './plan.ts'
import { receive } from './receive.ts'
import { Spool } from './spool.ts'
import { inTurn } from './turn.ts'
import { type Said, withSaid } from './upload.ts'

/** Who commits to what, and the request that brings it. */
export interface Committing {
  repository: Repository
  actor: Known
  request: Request
  /** What the address says; the body counts where it says the same. */
  said: Said
  /** Asks again who sends it. */
  confirm(): Promise<Actor>
}

const MOST_TRIES = 8
const PAUSE_MS = 20

/** Makes one commit of what the request brings, and answers its name. */
export async function commitUpload(forge: Forge, committing: Committing): Promise<Oid> {
  const { repository, request, said } = committing
  const spool = new Spool(forge.git, repository.uuid, request.signal)
  try {
    const upload = withSaid(await receive(request, spool), said)
    // Git starts while the rest is looked at.
    if (spool.isInMemory) void forge.git.expectPush(repository.uuid).catch(() => {})
    const present = await asOfNow(forge, committing)
    const draft = await draftOf(forge, present, upload)
    return await inTurn(`${repository.uuid} ${draft.branch}`, () => tryToLand(forge, present, { draft, spool }))
  } finally {
    await spool.end()
  }
}

/** A body may take its time: its credential can have ended meanwhile, and what its sender may do have changed. */
async function asOfNow({ database }: Forge, committing: Committing): Promise<Committing> {
  const actor = (await committing.confirm()) as Known
  const params = { workspace: '{}', repo_slug: committing.repository.uuid }
  return { ...committing, actor, repository: await repository('write').load({ db: database.reader, actor, params }) }
}

interface Attempt {
  draft: Draft
  spool: Spool
}

/** Somebody else may be quicker; whoever did not say what they saw is content with what is there then. */
async function tryToLand(forge: Forge, committing: Committing, { draft, spool }: Attempt): Promise<Oid> {
  committing.request.signal.throwIfAborted()
  const mayRepeat = draft.parent === undefined && spool.isInMemory
  let missed: { error: Conflict; old: Oid | null } | undefined
  for (let tries = 1; ; tries++) {
    const plan = planOf(await forge.git.refs(committing.repository.uuid), draft)
    // What stood in the way was something else.
    if (missed && plan.old === missed.old) throw missed.error
    refuseNothing(draft, plan)
    try {
      const written = await write(forge, committing, { draft, plan, quarantine: spool.give() })
      await land(forge, committing, written)
      return written.oid
    } catch (error) {
      if (!(error instanceof Conflict) || !mayRepeat || tries === MOST_TRIES) throw error
      missed = { error, old: plan.old }
    }
    await wait(Math.random() * PAUSE_MS * tries)
  }
}

/** Only a new branch may begin with a commit that changes nothing. */
function refuseNothing({ changes }: Draft, { old, parent }: Plan): void {
  if (changes.length === 0 && (old !== null || parent === null))
    throw new Invalid('There is nothing to commit.', { detail: 'Send files, or name those to delete in files.' })
}

interface Writing {
  draft: Draft
  plan: Plan
  quarantine: string | undefined
}

async function write(
  { git }: Forge,
  { repository, request }: Committing,
  { draft, plan, quarantine }: Writing,
): Promise<Written> {
  const { changes, author, committer, message } = draft
  const { ref, old, parent } = plan
  const parents = parent === null ? [] : [parent]
  const what = { parents, changes, filesOnly: true, author, committer, message, ref, old }
  try {
    return await git.writeCommit(repository.uuid, { quarantine, ...what, signal: request.signal })
  } catch (error) {
    throw error instanceof NotFound ? invalid('files', error.message) : error
  }
}
