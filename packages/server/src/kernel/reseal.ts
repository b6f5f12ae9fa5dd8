import type { Db } from '../db/tables/index.ts'
import type { KeyRing, SealedRows } from './secrets.ts'

const BATCH = 200

/** What became of one batch of rows. */
export interface Resealed {
  count: number
  /** Sealed texts that do not open; they stay as they are. */
  lost: string[]
  /** The id to go on behind; none after the last batch. */
  next: string | undefined
}

/** Seals anew what older keys sealed in the rows behind `after`. */
export async function reseal(tx: Db, keys: KeyRing, rows: SealedRows, after: string): Promise<Resealed> {
  const batch = await rows.after(tx, after, BATCH)
  const done: Resealed = { count: 0, lost: [], next: batch[BATCH - 1]?.id }
  for (const { id, sealed, place } of batch) {
    if (!keys.stale(sealed)) continue
    const anew = sealedAnew(keys, sealed, place)
    if (anew === undefined) done.lost.push(sealed)
    else {
      await rows.replace(tx, id, anew)
      done.count++
    }
  }
  return done
}

/** One value that does not open must not keep all others under an old key. */
function sealedAnew(keys: KeyRing, sealed: string, place: string): string | undefined {
  let plain: string
  try {
    plain = keys.unseal(sealed, place)
  } catch {
    return undefined
  }
  return keys.seal(plain, place)
}
