import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import type { ObjectKind } from './object-facts.ts'
import { type Oid, oid } from './oid.ts'

/** The name that git gives to these bytes. */
export const objectId = (kind: ObjectKind, body: Buffer): Oid =>
  oid(createHash('sha1').update(`${kind} ${body.length}\0`).update(body).digest('hex'))

/** The name of a file of that many bytes. */
export async function fileId(file: string, size: number): Promise<Oid> {
  const sum = createHash('sha1').update(`blob ${size}\0`)
  for await (const chunk of createReadStream(file, { highWaterMark: 2 ** 20 })) sum.update(chunk as Buffer)
  return oid(sum.digest('hex'))
}
