import { createReadStream } from 'node:fs'
import { basename, join } from 'node:path'
import { type BlobId, type Blobs, blobId, NoSuchBlob, NotAsAnnounced } from '@pail/blobs'
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
  const files = manifest.files.filter(({ path }) => path.startsWith(FOLDER))
  for (const [at, { path, size }] of files.entries()) {
    say(`restoring file ${at + 1} of ${files.length}`)
    await blobs.put(createReadStream(join(folder, path)), { id: blobId(basename(path)), size }).catch(error => {
      throw error instanceof NotAsAnnounced ? new Invalid(`${path} holds another content than its name says`) : error
    })
  }
}

/** A row that speaks of what the backup did not bring. */
export async function refuseLost(db: Db, blobs: Blobs): Promise<void> {
  for await (const { id, size } of spokenOf(db, blobRows)) {
    const kept = await blobs.seek(id)
    if (kept?.size !== size) throw new Invalid(`The backup lacks the content ${id}, of which its database speaks`)
  }
}
