import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { createInflate } from 'node:zlib'
import type { ObjectKind } from './object-facts.ts'
import { type Oid, oid } from './oid.ts'

/** The name that git gives to these bytes. */
export const objectId = (kind: ObjectKind, body: Buffer): Oid =>
  oid(createHash('sha1').update(`${kind} ${body.length}\0`).update(body).digest('hex'))

/** The name of a blob of that many bytes, of which a file holds the deflated form. */
export async function deflatedId(file: string, size: number): Promise<Oid> {
  const sum = createHash('sha1').update(`blob ${size}\0`)
  await pipeline(createReadStream(file), createInflate({ chunkSize: 2 ** 18 }), async chunks => {
    for await (const chunk of chunks as AsyncIterable<Buffer>) sum.update(chunk)
  })
  return oid(sum.digest('hex'))
}
