import type { ChangedFile } from './diffstat.ts'
import { type Oid, ZERO_OID } from './oid.ts'

/** What is at a path now; its id is null where nothing is any more. */
export type ChangedEntry = Omit<ChangedFile, 'oid'> & { oid: Oid | null }

/** What `git diff-tree --raw -z` prints, read as it comes. */
export async function* treeChanges(printed: AsyncIterable<Buffer>): AsyncGenerator<ChangedEntry> {
  let meta: string | undefined
  for await (const field of fieldsOf(printed)) {
    if (meta === undefined) meta = field
    else {
      const [, mode = '', , oid = ''] = meta.split(' ')
      yield { path: field, mode, oid: oid === ZERO_OID ? null : (oid as Oid) }
      meta = undefined
    }
  }
}

/** What stands between NULs; a name may be cut by a chunk in the middle of a letter. */
async function* fieldsOf(bytes: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let held: Buffer = Buffer.alloc(0)
  for await (const chunk of bytes) {
    const whole = held.length > 0 ? Buffer.concat([held, chunk]) : chunk
    let from = 0
    for (let end = whole.indexOf(0); end >= 0; end = whole.indexOf(0, from)) {
      yield whole.toString('utf8', from, end)
      from = end + 1
    }
    held = whole.subarray(from)
  }
}
