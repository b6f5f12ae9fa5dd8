import { setTimeout as pause } from 'node:timers/promises'
import { openMigrated } from '../app.ts'
import type { Config } from '../config.ts'
import { dataDirectory, holdKeys } from '../data-directory.ts'
import type { PailDatabase } from '../db/tables/index.ts'
import { record } from '../kernel/audit.ts'
import { addKey, dropKeys } from '../kernel/key-file.ts'
import { reseal } from '../kernel/reseal.ts'
import { keyIdOf, openKeyRing } from '../kernel/secrets.ts'
import { sealed } from '../slices.ts'

/** Longer than it takes from sealing a value to committing it, which the old key may have done just before. */
const SETTLE_MS = 10_000

/** What a change of keys came to. */
export interface Rotation {
  /** Values that the new key seals now. */
  resealed: number
  /** Values that do not open; a key that one of them names is kept. */
  lost: number
  /** Keys that are forgotten. */
  dropped: number
}

/** Puts a new key in the place of the old ones; a Pail may go on serving meanwhile. */
export async function rotateKeys(config: Config): Promise<Rotation> {
  const place = dataDirectory(config.dataDirectory)
  const release = holdKeys(place)
  try {
    const database = await openMigrated(config, place)
    return await rotate(database, place.keys).finally(() => database.close())
  } finally {
    release()
  }
}

/** From adding the key to forgetting the old ones; broken off anywhere, it leaves every value under a key that is there. */
export async function rotate(database: PailDatabase, keyFile: string, settleMs = SETTLE_MS): Promise<Rotation> {
  addKey(keyFile)
  await pause(settleMs)
  const keys = openKeyRing(keyFile)
  const lost: string[] = []
  let resealed = 0
  for (const rows of sealed) {
    let after: string | undefined = ''
    while (after !== undefined) {
      const from: string = after
      const done = await database.transact(tx => reseal(tx, keys, rows, from))
      resealed += done.count
      lost.push(...done.lost)
      after = done.next
    }
  }
  const deed = { operation: 'keys.rotate', actor: undefined, details: { resealed, lost: lost.length } }
  await database.transact(tx => record(tx, deed))
  return { resealed, lost: lost.length, dropped: dropKeys(keyFile, new Set(lost.map(keyIdOf))) }
}
