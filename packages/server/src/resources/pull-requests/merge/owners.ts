import type { Forge } from '../../../kernel/forge.ts'
import { ownersMissing } from '../../code-owners/people.ts'
import { codeOwnersAt } from '../../code-owners/read.ts'
import type { Present } from './present.ts'

/** The owners of what a pull request changes of whom nobody has agreed, as the destination names them, not the source. */
export async function missingOwnersOf(
  forge: Forge,
  present: Present,
  approvers: readonly string[],
): Promise<readonly string[]> {
  const { repository, authorUuid } = present.pullRequest
  const file = await codeOwnersAt(forge, repository, present.ours)
  if (file.rules.length === 0) return []
  const asked = { repository, file, paths: await changedPaths(forge, present) }
  return ownersMissing(forge.database.reader, asked, { author: authorUuid, approvers: new Set(approvers) })
}

/** Both names of what was renamed: whoever owned the one is asked, and whoever owns the other. */
async function changedPaths({ git }: Forge, { pullRequest, ours, theirs }: Present): Promise<string[]> {
  const storage = pullRequest.repository.uuid
  const base = await git.mergeBase(storage, ours, theirs)
  const changes = await git.diffstat(storage, { ...(base && { from: base }), to: theirs })
  return [...new Set(changes.flatMap(({ old, new: to }) => [old?.path, to?.path].filter(path => path !== undefined)))]
}
