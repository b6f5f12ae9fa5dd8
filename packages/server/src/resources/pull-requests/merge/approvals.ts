import type { Db } from '../../../db/tables/index.ts'
import { asHolder } from '../../repositories/holder.ts'
import { hasAccess } from '../../repositories/holder-access.ts'
import { byUuids } from '../../users/store.ts'
import * as participants from '../participants.ts'
import type { PullRequest } from '../pull-request.ts'

/** Whose word counts about a pull request, by what it was. */
export interface Words {
  approvers: readonly string[]
  /** Those whose last word was that something must change. */
  objectors: readonly string[]
}

/** Only people who belong to the repository, and still do, are heard; the author is not asked. */
export async function wordsOn(db: Db, pullRequest: PullRequest): Promise<Words> {
  const all = (await participants.list(db, pullRequest)).filter(
    ({ state, userUuid }) => state !== null && userUuid !== pullRequest.authorUuid,
  )
  if (all.length === 0) return { approvers: [], objectors: [] }
  const people = await byUuids(
    db,
    all.map(({ userUuid }) => userUuid),
  )
  const heard = new Map<string, string[]>()
  for (const { userUuid, state } of all) {
    const user = people.get(userUuid)
    if (!user || !(await hasAccess(db, asHolder(pullRequest.repository), user))) continue
    heard.set(state!, [...(heard.get(state!) ?? []), userUuid])
  }
  return { approvers: heard.get('approved') ?? [], objectors: heard.get('changes_requested') ?? [] }
}
