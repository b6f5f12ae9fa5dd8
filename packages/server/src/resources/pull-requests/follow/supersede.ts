import type { Oid } from '@pail/git'
import { now } from '../../../kernel/clock.ts'
import type { Forge } from '../../../kernel/forge.ts'
import type { Job } from '../../../kernel/jobs.ts'
import { tipIn } from '../../refs/tip.ts'
import { closePullRequest } from '../close.ts'
import { isOpen, type PullRequest } from '../pull-request.ts'
import * as store from '../store.ts'
import { openInto } from './open.ts'

type Payload = { repository: string; branch: string; old: Oid; actor: string }

/** Ends what has become pointless because the same change came into the branch in another way since it was at `old`. */
export const supersede: Job<Payload> = {
  kind: 'supersede-pull-requests',
  async run({ repository, branch, old, actor }, forge) {
    const tip = await tipIn(forge, repository, branch)
    if (!tip || tip === old) return
    for (const pullRequest of await openInto(forge.database.reader, { repository, branch }))
      if (await isPointless(forge, pullRequest, { old, tip })) await end(forge, pullRequest, { old, actor })
  },
}

/** Merging it would change nothing now, and did change something before. */
async function isPointless(forge: Forge, { repository, source }: PullRequest, { old, tip }: { old: Oid; tip: Oid }) {
  const changes = async (ours: Oid) => {
    const { tree } = await forge.git.conflicts(repository.uuid, { ours, theirs: source.hash })
    const [commit] = await forge.git.commits(repository.uuid, [ours])
    return tree !== commit!.tree
  }
  return !(await changes(tip)) && (await changes(old))
}

async function end(forge: Forge, pullRequest: PullRequest, { old, actor }: { old: Oid; actor: string }) {
  await forge.database.transact(async tx => {
    const present = await store.findToChange(tx, pullRequest)
    if (!isOpen(present) || present.source.hash !== pullRequest.source.hash) return
    await closePullRequest(tx, present, { closing: 'supersede', actorUuid: actor, at: now(), destinationHash: old })
  })
}
