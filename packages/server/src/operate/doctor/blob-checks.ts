import { createHash } from 'node:crypto'
import { type BlobId, type Blobs, NoSuchBlob } from '@pail/blobs'
import type { Db } from '../../db/tables/index.ts'
import { spokenOf, unneeded } from '../../kernel/blobs.ts'
import { blobRows } from '../../slices.ts'
import { type Check, confirmed, type Fault, type Patient } from './check.ts'

const MEND = 'bring it back from a backup, or bring the files again that had it'

/** Every content that rows speak of is there, in its length, and is what its name says. */
export const contents: Check = {
  name: 'files beside the code',
  look: patient => confirmed(patient, () => unsound(patient)),
}

async function unsound({ database: { reader }, blobs, say }: Patient): Promise<Fault[]> {
  const faults: Fault[] = []
  let count = 0
  for await (const { id, size } of spokenOf(reader, blobRows)) {
    say(`file ${++count}: ${id}`)
    const complaint = await complaintAbout(blobs, id, size)
    // What is taken away while it is looked at is no fault.
    if (complaint && (await isNeeded(reader, id))) faults.push({ about: `the content ${id} ${complaint}`, mend: MEND })
  }
  return faults
}

async function complaintAbout(blobs: Blobs, id: BlobId, size: number): Promise<string | undefined> {
  try {
    const hash = createHash('sha256')
    let length = 0
    for await (const piece of (await blobs.get(id)) as AsyncIterable<Buffer>) {
      hash.update(piece)
      length += piece.length
    }
    if (length !== size) return `has ${length} bytes and not ${size}`
    return hash.digest('hex') === id ? undefined : 'is damaged: its sum is another'
  } catch (error) {
    return error instanceof NoSuchBlob ? 'is missing' : `cannot be read: ${(error as Error).message}`
  }
}

const isNeeded = async (db: Db, id: BlobId): Promise<boolean> =>
  (await Promise.all(blobRows.map(rows => rows.needed(db, [id])))).some(some => some.has(id))

/** Younger ones go by themselves, as those do that were left by an upload. */
const LEFT_SECONDS = 3 * 24 * 3600

/** What no row has needed for days, and a Pail that serves would have forgotten. */
export const leftContents: Check = {
  name: 'files that nobody needs',
  async look({ database: { reader }, blobs }) {
    const before = new Date(Date.now() - LEFT_SECONDS * 1000)
    const faults: Fault[] = []
    for await (const ids of unneeded(blobs, reader, { owners: blobRows, before }))
      for (const id of ids)
        faults.push({
          about: `no row needs the content ${id}`,
          mend: 'a Pail that serves forgets it, as pail doctor --fix does',
          fix: async () => void (await blobs.remove(id, before)),
        })
    return faults
  },
}
