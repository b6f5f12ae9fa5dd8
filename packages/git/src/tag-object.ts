import { type Person, parsePerson } from './commit-object.ts'
import { type Oid, oid } from './oid.ts'

/** An annotated tag as its object says it. */
export interface TagObject {
  hash: Oid
  /** What it is put on, which may be another tag. */
  target: Oid
  /** Tags of the first years have none. */
  tagger: Person | null
  /** As stored: with its last line break, and with a signature at its end where there is one. */
  message: string
}

/** Reads the object itself; what is missing or broken in old ones is empty. */
export function parseTag(hash: Oid, body: Buffer): TagObject {
  const end = body.indexOf('\n\n')
  const head = body.toString('utf8', 0, end < 0 ? body.length : end)
  const tagger = /^tagger (.*)$/m.exec(head)?.[1]
  return {
    hash,
    target: oid(/^object (.*)$/m.exec(head)?.[1] ?? ''),
    tagger: tagger === undefined ? null : parsePerson(tagger),
    message: end < 0 ? '' : body.toString('utf8', end + 2),
  }
}
