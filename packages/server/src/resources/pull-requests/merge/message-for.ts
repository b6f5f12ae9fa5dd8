import type { Forge } from '../../../kernel/forge.ts'
import { byUuids as repositoriesByUuids } from '../../repositories/store.ts'
import { byUuids as usersByUuids } from '../../users/store.ts'
import * as participants from '../participants.ts'
import { isFromFork } from '../pull-request.ts'
import type { Asked } from './merge.ts'
import { approversOf, usualMessage } from './message.ts'
import type { Present } from './present.ts'

/** As many commits of a squash as its message names. */
const MOST_SUBJECTS = 100

/** What the commit of a merge says: what was asked for, or the usual. */
export async function messageFor(forge: Forge, present: Present, { message, strategy }: Asked): Promise<string> {
  if (message !== undefined && message.trim() !== '') return message
  const { pullRequest } = present
  const { reader } = forge.database
  const uuids = approversOf(await participants.list(reader, pullRequest))
  const people = uuids.length === 0 ? new Map() : await usersByUuids(reader, uuids)
  return usualMessage({
    pullRequest,
    from: await sourceOf(forge, present),
    strategy,
    approvers: uuids.flatMap(uuid => people.get(uuid)?.displayName ?? []),
    subjects: strategy.startsWith('squash') ? await subjects(forge, present) : [],
  })
}

async function sourceOf({ database }: Forge, { pullRequest }: Present) {
  const { source, repository } = pullRequest
  if (!isFromFork(pullRequest)) return repository
  if (source.repositoryUuid === null) return undefined
  return (await repositoriesByUuids(database.reader, [source.repositoryUuid])).get(source.repositoryUuid)
}

async function subjects({ git }: Forge, { pullRequest, ours, theirs }: Present): Promise<string[]> {
  const ask = { include: [theirs], exclude: [ours], limit: MOST_SUBJECTS }
  const { values } = await git.log(pullRequest.repository.uuid, ask)
  return values.map(({ message }) => message.split('\n', 1)[0]!.trim()).reverse()
}
