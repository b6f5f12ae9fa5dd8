import { NotFound, TimedOut } from '@pail/failures'
import type { CommitObject, Oid } from '@pail/git'
import type { Db } from '../../../db/tables/index.ts'
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

/** A key that has signed one of so many has been seen. */
const MOST_COMMITS = 50
const MOST_CHANGES = 20

/** Remembers when a GPG key last signed something, as told by what its owner pushes. */
export const noteSigningKeys: Reaction = async ({ payload, createdOn }, forge) => {
  const pushed = payload as unknown as Pushed
  if (!(await store.hasAny(forge.database.reader, { uuid: pushed.actor }))) return
  const noted = new Map<string, GpgKey>()
  for (const commit of await commitsIn(forge, pushed)) {
    const key = await signerOf(
      forge.database.reader,
      commit,
      key => key.userUuid === pushed.actor && !noted.has(key.fingerprint),
    )
    if (key) noted.set(key.fingerprint, key)
  }
  for (const key of noted.values()) await forge.database.transact(tx => store.markUsed(tx, key, createdOn))
}

async function commitsIn({ git }: Forge, { repository, changes }: Pushed): Promise<CommitObject[]> {
  const seen: CommitObject[] = []
  for (const { old, new: to } of changes.slice(0, MOST_CHANGES)) {
    if (to === null) continue
    const range = { include: [to], exclude: old ? [old] : [], limit: MOST_COMMITS }
    seen.push(...(await git.log(repository, range).catch(nothing)).values)
  }
  return seen.slice(0, MOST_COMMITS)
}

/** The repository may be gone by now, or what was pushed no longer be in it. */
function nothing(error: unknown): { values: CommitObject[] } {
  if (error instanceof NotFound || error instanceof TimedOut) return { values: [] }
  throw error
}

/** Which of the keys that count has signed the commit. */
async function signerOf(db: Db, { signature = '', payload = '' }: CommitObject, counts: (key: GpgKey) => boolean) {
  const claimed = signature === '' ? undefined : await readSignature(signature)
  const found = claimed ? await store.byKeyIds(db, claimed.issuers) : new Map<string, GpgKey[]>()
  for (const key of [...found.values()].flat().filter(counts))
    if (await claimed?.isBy(key.key, Buffer.from(payload, 'latin1'))) return key
  return undefined
}
