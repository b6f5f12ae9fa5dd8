import { isBlobId } from '@pail/blobs'
import { Invalid, TooLarge } from '@pail/failures'
import { type Static, Type } from 'typebox'
import { checked } from '../../kernel/body.ts'

export type Operation = 'download' | 'upload'

/** What a client says that a large file is. */
export interface Named {
  /** The SHA-256 of the content, if it is what it should be. */
  oid: string
  size: number
}

/** What becomes of one of the files that a client asks about: something is sent, nothing needs to be, or it is refused. */
export type Decision = Named & { next?: Operation; error?: { code: number; message: string } }

/** Clients ask about a hundred at once. */
export const MAX_OBJECTS = 1000

const batchInput = Type.Object({
  operation: Type.String({ enum: ['download', 'upload'] }),
  transfers: Type.Optional(Type.Array(Type.String())),
  hash_algo: Type.Optional(Type.String()),
  objects: Type.Array(Type.Object({ oid: Type.String(), size: Type.Number() })),
})
type Batch = Omit<Static<typeof batchInput>, 'operation'> & { operation: Operation }

/** Takes what a client sent for a question about many files. */
export function readBatch(input: unknown): Batch {
  const batch = checked(batchInput, input) as Batch
  if (batch.objects.length > MAX_OBJECTS) throw new TooLarge(`At most ${MAX_OBJECTS} objects are taken at once.`)
  if (batch.transfers && batch.transfers.length > 0 && !batch.transfers.includes('basic'))
    throw new Invalid('Files are transferred in one way here, which is basic.')
  return batch
}

/** Those of the names in a question that can be looked up. */
export const oidsIn = ({ objects }: Batch): string[] => [...new Set(objects.map(({ oid }) => oid).filter(isBlobId))]

/** Decides about each file, by the sizes of those that can be had through the repository. */
export const decide = (batch: Batch, held: ReadonlyMap<string, number>, maxBytes: number): Decision[] =>
  batch.objects.map(({ oid, size }) => ({ oid, size, ...about({ oid, size }, { batch, held, maxBytes }) }))

function about(
  { oid, size }: Named,
  { batch, held, maxBytes }: { batch: Batch; held: ReadonlyMap<string, number>; maxBytes: number },
): Pick<Decision, 'next' | 'error'> {
  if ((batch.hash_algo ?? 'sha256') !== 'sha256') return refused(409, 'Objects are named by their SHA-256 here')
  if (!isBlobId(oid)) return refused(422, 'This is no SHA-256 in lower-case hex')
  if (!Number.isSafeInteger(size) || size < 0) return refused(422, 'A size is a number of bytes')
  const there = held.get(oid)
  if (there !== undefined && there !== size) return refused(422, `The object is ${there} bytes long`)
  if (batch.operation === 'download') return there === undefined ? refused(404, ABSENT) : { next: 'download' }
  if (there !== undefined) return {}
  return size > maxBytes ? refused(413, tooLong(maxBytes)) : { next: 'upload' }
}

export const ABSENT = 'Object does not exist'

export const tooLong = (maxBytes: number): string => `An object is at most ${maxBytes} bytes long`

const refused = (code: number, message: string) => ({ error: { code, message } })
