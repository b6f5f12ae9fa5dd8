import { NotFound } from '@pail/failures'
import type { Oid } from '@pail/git'
import type { Forge } from '../../../../kernel/forge.ts'
import type { Repository } from '../../../repositories/repository.ts'
import { byUuids } from '../../../repositories/store.ts'
import { searchedBranches } from './branches.ts'

/** Whether a repository's main branch has what that of its parent has not; one without a parent has. */
export async function hasOwnCommits(
  { database, git }: Pick<Forge, 'database' | 'git'>,
  { uuid, parentUuid }: Repository,
  tip: Oid,
): Promise<boolean> {
  const parent = parentUuid === null ? undefined : (await byUuids(database.reader, [parentUuid])).get(parentUuid)
  if (!parent) return true
  try {
    const [main] = searchedBranches(await git.refs(parent.uuid), parent.mainBranch, [])
    if (!main) return true
    if (main.commit === tip) return false
    return (await git.aheadBehind(uuid, tip, main.commit, { other: parent.uuid })).ahead > 0
  } catch (error) {
    // The parent was deleted meanwhile.
    if (error instanceof NotFound) return true
    throw error
  }
}
