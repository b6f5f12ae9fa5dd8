import { type BlobId, type Blobs, openDisk } from '@pail/blobs'
import type { AliasedExpression } from 'kysely'
import type { Config } from '../config.ts'
import type { DataDirectory } from '../data-directory.ts'
import type { Db } from '../db/tables/index.ts'
import type { Forge } from './forge.ts'
import type { Schedule } from './schedule.ts'

/** What is said of where contents are kept; `tell` hears why a store is away. */
export interface BlobPlace {
  config: Pick<Config, 'blobs' | 's3'>
  place: Pick<DataDirectory, 'blobs'>
  tell?(line: string): void
}

/** Where contents are kept, beside the database and the repositories. */
export async function openBlobs({ config: { blobs, s3 }, place, tell }: BlobPlace): Promise<Blobs> {
  if (blobs === 'disk' || !s3) return openDisk(place.blobs)
  // Takes its time to load, which nobody waits for who has no bucket.
  const { openS3 } = await import('@pail/blobs/s3')
  return openS3(s3, tell)
}

/** A kind of row that speaks of contents: as long as one does, its content is kept. */
export interface BlobRows {
  /** In the plural. */
  name: string
  /** Those of the contents that a row speaks of. */
  needed(db: Db, ids: readonly BlobId[]): Promise<ReadonlySet<string>>
  /** What rows speak of, each once, in the order of ids and behind the one that is given. */
  after(db: Db, id: string, limit: number): Promise<readonly { id: BlobId; size: number }[]>
}

/** The rows that a query selects, each with the content that it speaks of and the size of that. */
export const blobRowsIn = (
  name: string,
  all: (db: Db) => { as(alias: 'held'): AliasedExpression<{ blob: string; size: number }, 'held'> },
): BlobRows => ({
  name,
  async needed(db, ids) {
    const rows = await db
      .selectFrom(all(db).as('held'))
      .where('held.blob', 'in', ids)
      .select('blob')
      .distinct()
      .execute()
    return new Set(rows.map(({ blob }) => blob))
  },
  async after(db, id, limit) {
    const rows = await db
      .selectFrom(all(db).as('held'))
      .where('held.blob', '>', id)
      .groupBy('held.blob')
      .orderBy('held.blob')
      .limit(limit)
      .select(({ fn }) => ['held.blob', fn.max('held.size').as('size')])
      .execute()
    return rows.map(({ blob, size }) => ({ id: blob as BlobId, size: Number(size) }))
  },
})

/** Longer than anybody takes to bring all that one request brings: until then no row speaks of any of it. */
const GRACE_SECONDS = 24 * 3600
/** What is written still is touched more often than that. */
const STALE_SECONDS = 3600
const AT_ONCE = 500

/** Frees the disk of what no row needs any more. */
export const forgetUnneeded = (owners: () => readonly BlobRows[]): Schedule => ({
  seconds: 6 * 3600,
  run: forge => forget(forge, owners(), new Date(Date.now() - GRACE_SECONDS * 1000)),
})

/** The same for what was put before a moment. */
export async function forget(
  { blobs, database }: Pick<Forge, 'blobs' | 'database'>,
  owners: readonly BlobRows[],
  before: Date,
): Promise<void> {
  for await (const ids of unneeded(blobs, database.reader, { owners, before }))
    for (const id of ids) await blobs.remove(id, before)
}

/** What nobody needs and was put before a moment, some at a time. */
export async function* unneeded(
  blobs: Blobs,
  db: Db,
  { owners, before }: { owners: readonly BlobRows[]; before: Date },
): AsyncGenerator<BlobId[]> {
  const left = async (ids: BlobId[]): Promise<BlobId[]> => {
    const needed = await Promise.all(owners.map(rows => rows.needed(db, ids)))
    return ids.filter(id => !needed.some(some => some.has(id)))
  }
  let batch: BlobId[] = []
  for await (const { id, since } of blobs.list()) {
    if (since < before) batch.push(id)
    if (batch.length < AT_ONCE) continue
    yield await left(batch)
    batch = []
  }
  if (batch.length > 0) yield await left(batch)
}

/** Clears away what an interrupted upload has left. */
export const tidyBlobs: Schedule = {
  seconds: 1800,
  run: async ({ blobs }) => void (await blobs.tidy(new Date(Date.now() - STALE_SECONDS * 1000))),
}

/** Every content that rows speak of, each once for each kind of row. */
export async function* spokenOf(db: Db, owners: readonly BlobRows[]): AsyncGenerator<{ id: BlobId; size: number }> {
  for (const rows of owners)
    for (let page = await rows.after(db, '', AT_ONCE); page.length > 0; ) {
      yield* page
      page = await rows.after(db, page.at(-1)!.id, AT_ONCE)
    }
}
