import { type Engine, OutOfStep } from '@pail/code-search'
import { NotFound } from '@pail/failures'
import { LINK, type Oid, SUBMODULE } from '@pail/git'
import type { Forge } from '../../../../kernel/forge.ts'
import type { Repository } from '../../../repositories/repository.ts'
import { byUuids } from '../../../repositories/store.ts'
import { textsOf } from '../texts.ts'
import { type Searched, searchedBranches } from './branches.ts'
import type { Piece } from './leases.ts'
import { hasOwnCommits } from './own-commits.ts'

/** What an index came to; nothing when the repository is gone. */
export interface Brought {
  hasOwnCommits: boolean
}

/** Makes the index of a repository what its refs are now; what it was at before is asked of the index itself. */
export async function bring(
  forge: Forge,
  engine: Engine,
  { repository: uuid, isRebuild }: Pick<Piece, 'repository' | 'isRebuild'>,
  signal: AbortSignal,
): Promise<Brought | undefined> {
  const repository = (await byUuids(forge.database.reader, [uuid])).get(uuid)
  if (isRebuild || !repository) await engine.forget(uuid)
  if (!repository) return undefined
  const wanted = forge.config.search?.branches ?? []
  const searched = searchedBranches(await forge.git.refs(uuid), repository.mainBranch, wanted)
  const known = new Map((await engine.known(uuid)).map(one => [one.branch, one]))
  for (const branch of known.keys()) if (!searched.some(one => one.branch === branch)) await engine.forget(uuid, branch)
  for (const one of searched) {
    signal.throwIfAborted()
    const before = known.get(one.branch)
    if (before?.commit === one.commit && before.isMain === one.isMain) continue
    await update({ forge, engine, repository, signal }, one, (before?.commit as Oid) ?? null)
  }
  const main = searched.find(({ isMain }) => isMain)
  return { hasOwnCommits: main ? await hasOwnCommits(forge, repository, main.commit) : false }
}

interface Bringing {
  forge: Forge
  engine: Engine
  repository: Repository
  signal: AbortSignal
}

/** From the commit that is known; from nothing where that one is not there any more, on either side. */
async function update(bringing: Bringing, to: Searched, from: Oid | null): Promise<void> {
  const { forge, engine, repository, signal } = bringing
  const { branch, commit, isMain } = to
  const place = { repository: repository.uuid, branch, isMain }
  const changed = () => filesIn(bringing, from, commit)
  try {
    await engine.update({ ...place, from, to: commit, changed }, textsOf(forge.git), signal)
  } catch (error) {
    if (from === null || !(error instanceof OutOfStep || error instanceof NotFound)) throw error
    await update(bringing, to, null)
  }
}

async function* filesIn({ forge, repository, signal }: Bringing, from: Oid | null, to: Oid) {
  const sides = { from: from ?? undefined, to, signal }
  for await (const { path, oid, mode, size } of forge.git.treeChanges(repository.uuid, sides))
    yield { path, oid, size: mode === LINK || mode === SUBMODULE ? null : size }
}
