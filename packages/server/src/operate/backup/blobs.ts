import { createReadStream } from 'node:fs'
import { basename, join } from 'node:path'
import { type BlobId, type Blobs, NoSuchBlob } from '@pail/blobs'
import { Invalid, Unavailable } from '@pail/failures'
import type { Db } from '../../db/tables/index.ts'
import { spokenOf } from '../../kernel/blobs.ts'
import { blobRows } from '../../slices.ts'
import type { Bundle } from './bundle.ts'
import type { Good } from './restore.ts'

const FOLDER = 'blobs/'

/** What the rows speak of. Nothing of it is forgotten meanwhile: what no row needs any more is kept for a day. */
export async function exportBlobs(blobs: Blobs, bundle: Bundle, ids: ReadonlySet<BlobId>): Promise<void> {
  for (const id of ids) await bundle.add(`${FOLDER}${id.slice(0, 2)}/${id}`, await read(blobs, id))
  const changed = bundle.files.find(({ path, sha256 }) => path.startsWith(FOLDER) && basename(path) !== sha256)
  if (changed) throw unsound(`The content ${basename(changed.path)} is damaged`)
}

const read = (blobs: Blobs, id: BlobId) =>
  blobs.get(id).catch(error => {
    throw error instanceof NoSuchBlob ? unsound(`The content ${id} is missing`) : error
  })

const unsound = (complaint: string) => new Unavailable(`${complaint}; run pail doctor`)

/** Puts every content back, and takes none for another. */
export async function importBlobs(blobs: Blobs, { folder, manifest, say }: Good): Promise<void> {
  const paths = manifest.files.map(({ path }) => path).filter(path => path.startsWith(FOLDER))
  if (paths.length > 0) say(`restoring ${paths.length} ${paths.length === 1 ? 'file' : 'files'}`)
  for (const path of paths) {
    const { id } = await blobs.put(createReadStream(join(folder, path)))
    if (id !== basename(path)) throw new Invalid(`${path} holds another content than its name says`)
  }
}

/** A row that speaks of what the backup did not bring. */
export async function refuseLost(db: Db, blobs: Blobs): Promise<void> {
  for await (const { id, size } of spokenOf(db, blobRows)) {
    const kept = await blobs.seek(id)
    if (kept?.size !== size) throw new Invalid(`The backup lacks the content ${id}, of which its database speaks`)
  }
}
