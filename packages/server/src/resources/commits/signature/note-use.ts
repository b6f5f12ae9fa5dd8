import { NotFound, TimedOut } from '@pail/failures'
import type { CommitObject, Oid } from '@pail/git'
import type { Reaction } from '../../../kernel/events.ts'
import type { Forge } from '../../../kernel/forge.ts'
import type { GpgKey } from '../../users/gpg-keys/gpg-key.ts'
import { readSignature } from '../../users/gpg-keys/openpgp.ts'
import * as store from '../../users/gpg-keys/store.ts'

interface Pushed {
  repository: string
  actor: string
  changes: readonly { old: Oid | null; new: Oid | null }[]
}

/** Of each branch; a key that has signed one of so many has been seen. */
const MOST_COMMITS = 50

/** Remembers when a GPG key last signed something, as told by what its owner pushes. */
export const noteSigningKeys: Reaction = async ({ payload, createdOn }, forge) => {
  const pushed = payload as unknown as Pushed
  const keys = await store.allOf(forge.database.reader, { uuid: pushed.actor })
  if (keys.length === 0) return
  const signed = (await commitsIn(forge, pushed)).filter(commit => commit.signature !== undefined)
  for (const key of keys)
    if (await hasSignedAny(key, signed)) await forge.database.transact(tx => store.markUsed(tx, key, createdOn))
}

async function commitsIn({ git }: Forge, { repository, changes }: Pushed): Promise<CommitObject[]> {
  const seen: CommitObject[] = []
  for (const { old, new: to } of changes) {
    if (to === null) continue
    const range = { include: [to], exclude: old ? [old] : [], limit: MOST_COMMITS }
    seen.push(...(await git.log(repository, range).catch(nothing)).values)
  }
  return seen
}

/** The repository may be gone by now, or what was pushed no longer be in it. */
function nothing(error: unknown): { values: CommitObject[] } {
  if (error instanceof NotFound || error instanceof TimedOut) return { values: [] }
  throw error
}

async function hasSignedAny(key: GpgKey, commits: readonly CommitObject[]): Promise<boolean> {
  for (const { signature = '', payload = '' } of commits) {
    const claimed = await readSignature(signature)
    if (await claimed?.isBy(key.key, Buffer.from(payload, 'latin1'))) return true
  }
  return false
}
