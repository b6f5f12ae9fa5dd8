import type { Oid } from '@pail/git'
import type { Reaction } from '../../../kernel/events.ts'
import type { Forge } from '../../../kernel/forge.ts'
import { isFromFork } from '../../pull-requests/pull-request.ts'
import { seek } from '../../pull-requests/store.ts'
import { MAX_POINTER_BYTES, pointedTo } from '../pointer.ts'
import * as store from '../store.ts'

/** What a branch named before and after a merge. */
interface Merged {
  repository: string
  before: Oid | undefined
  after: Oid
}

/** Of longer series what the last of it has is looked at, and no more. */
const MOST_COMMITS = 2000
const AT_ONCE = 500

/**
 * What a merged pull request brought from a fork names files that came to the fork: those, and no others of the fork,
 * can be had through the destination from then on.
 */
export const takeOver: Reaction = async ({ payload }, forge) => {
  const { repository, pull_request } = payload as { repository: string; pull_request: number }
  const { database } = forge
  const found = await seek(database.reader, { uuid: repository }, pull_request)
  const from = found?.source.repositoryUuid
  if (!found?.mergeHash || !from || !isFromFork(found)) return
  if (!(await store.hasOthers(database.reader, from, repository))) return
  const merged = { repository, before: found.destination.hash ?? undefined, after: found.mergeHash }
  const named = await pointersIn(forge, merged)
  for (let at = 0; at < named.length; at += AT_ONCE)
    await database.transact(tx => store.copy(tx, { from, to: repository }, named.slice(at, at + AT_ONCE)))
}

/** The names of all files that the merged commits point to. */
async function pointersIn(forge: Forge, merged: Merged): Promise<string[]> {
  const { git } = forge
  const { repository, before, after } = merged
  const blobs = new Set<Oid>()
  const note = async (from: Oid | undefined, to: Oid) => {
    for await (const { oid, size } of git.treeChanges(repository, { from, to }))
      if (oid !== null && size !== null && size <= MAX_POINTER_BYTES) blobs.add(oid)
  }
  await note(before, after)
  for (const { hash, parents } of await commitsIn(forge, merged)) await note(parents[0], hash)
  const named = new Set<string>()
  for await (const { content } of git.blobs(repository, { ids: [...blobs], maxBytes: MAX_POINTER_BYTES })) {
    const pointer = pointedTo(content)
    if (pointer) named.add(pointer.oid)
  }
  return [...named]
}

async function commitsIn({ git }: Forge, { repository, before, after }: Merged) {
  const ask = { include: [after], exclude: before ? [before] : [], limit: MOST_COMMITS }
  return (await git.log(repository, ask)).values
}
