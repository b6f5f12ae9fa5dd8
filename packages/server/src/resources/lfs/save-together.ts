import type { PailDatabase } from '../../db/tables/index.ts'
import { together } from '../../kernel/together.ts'
import { type LfsObject, save } from './store.ts'

const savings = new WeakMap<PailDatabase, (object: LfsObject) => Promise<void>>()

/** Clients bring thousands of small files, eight at once: those that have come by the same moment are saved at once. */
export function saveTogether(database: PailDatabase, object: LfsObject): Promise<void> {
  let saving = savings.get(database)
  if (!saving) {
    saving = together(objects =>
      database.transact(async tx => {
        for (const one of objects) await save(tx, one)
      }),
    )
    savings.set(database, saving)
  }
  return saving(object)
}
