import type { Readable } from 'node:stream'
import { linesOf, type Oid } from '@pail/git'
import type { BlobContent, TreeChange } from './reading.ts'

/** Ids in one question: a question has a size of its own. */
const IDS_AT_ONCE = 10_000

const NEWLINE = 0x0a

/** How a blob travels: a line with its id and its length, and its bytes. */
export const framed = ({ oid, content }: BlobContent): Buffer[] => [Buffer.from(`${oid} ${content.length}\n`), content]

/** Asks for many blobs, one question after the other. */
export async function* blobsIn(
  ids: readonly Oid[],
  ask: (some: readonly Oid[]) => Promise<Readable>,
): AsyncGenerator<BlobContent> {
  const all = [...new Set(ids)]
  for (let at = 0; at < all.length; at += IDS_AT_ONCE) yield* unframed(await ask(all.slice(at, at + IDS_AT_ONCE)))
}

async function* unframed(answer: Readable): AsyncGenerator<BlobContent> {
  let held: Buffer[] = []
  let size = 0
  let needed = 1
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    held.push(chunk)
    size += chunk.length
    if (size < needed) continue
    let rest = held.length === 1 ? chunk : Buffer.concat(held)
    for (;;) {
      const end = rest.indexOf(NEWLINE)
      const [oid = '', length] = rest.toString('latin1', 0, Math.max(0, end)).split(' ')
      const next = end + 1 + Number(length)
      needed = end < 0 ? rest.length + 1 : next
      if (end < 0 || rest.length < next) break
      yield { oid: oid as Oid, content: rest.subarray(end + 1, next) }
      rest = rest.subarray(next)
    }
    held = [rest]
    size = rest.length
  }
}

/** A change travels as a line of JSON. */
export async function* changesIn(ask: () => Promise<Readable>): AsyncGenerator<TreeChange> {
  for await (const line of linesOf(await ask())) yield JSON.parse(line) as TreeChange
}
