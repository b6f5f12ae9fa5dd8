import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs'
import { isDeletion } from './destination.ts'
import type { Format } from './folder.ts'
import { keyCheck } from './rows.ts'

/** One object a line: the record as it came, its number, and whether it says that something is gone. */
export const JSONL: Format = {
  extension: 'jsonl',
  create(path, table) {
    const file = openSync(path, 'w')
    const check = keyCheck(table)
    return {
      write(records, first) {
        const lines = records.map((record, at) => {
          check(record)
          const ours = { _sync_seq: first + at, ...(isDeletion(record) && { _sync_deleted: true }) }
          return `${JSON.stringify({ ...record, ...ours })}\n`
        })
        writeSync(file, lines.join(''))
      },
      finish() {
        fsyncSync(file)
        closeSync(file)
      },
    }
  },
}
