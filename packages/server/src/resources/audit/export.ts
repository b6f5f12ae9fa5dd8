import { Readable } from 'node:stream'
import type { Db } from '../../db/tables/index.ts'
import { asLine } from './record.ts'
import * as store from './store.ts'

const AT_ONCE = 500

/** JSON lines, oldest first, read as they are taken: the log may be of any length. */
export const exported = (db: Db, wanted: store.Wanted): Readable => Readable.from(lines(db, wanted))

async function* lines(db: Db, wanted: store.Wanted): AsyncGenerator<Buffer> {
  let last = ''
  for (;;) {
    const records = await store.after(db, wanted, last, AT_ONCE)
    if (records.length > 0) yield Buffer.from(records.map(asLine).join(''))
    if (records.length < AT_ONCE) return
    last = records.at(-1)!.id
  }
}
