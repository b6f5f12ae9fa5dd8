import { Readable } from 'node:stream'
import { setTimeout as pause } from 'node:timers/promises'
import { GetObjectCommand, type GetObjectCommandOutput } from '@aws-sdk/client-s3'
import { Invalid, Unavailable } from '@pail/failures'
import { type BlobId, type ByteRange, NoSuchBlob } from '../blob.ts'
import { BRIEF, type Bucket } from './bucket.ts'
import { isNotThere, saying, statusIn } from './fault.ts'

/** Read ahead of whoever takes it. */
const READ_BYTES = 2 ** 18
/** Answers in a row that bring not a byte. */
const ATTEMPTS = 6
const PAUSE_MS = 25

/** What the store has begun to send, and which bytes of the content it is. */
interface Answer extends ByteRange {
  body: Readable
}

/**
 * A content or a part of it. Whatever breaks off, or ends before its end, is asked for again from where it broke off: an
 * id has one content only.
 */
export async function read(bucket: Bucket, id: BlobId, range: ByteRange | undefined): Promise<Readable> {
  const reading: Reading = { bucket, id, answer: await ask(bucket, id, range), isOver: false }
  const stream = Readable.from(pieces(reading), { objectMode: false, highWaterMark: READ_BYTES })
  // Nobody waits for a store that hangs once nobody wants the rest.
  stream.once('close', () => {
    reading.isOver = true
    reading.answer.body.destroy()
  })
  return stream
}

interface Reading {
  bucket: Bucket
  id: BlobId
  answer: Answer
  isOver: boolean
}

async function* pieces(reading: Reading): AsyncGenerator<Uint8Array> {
  const { bucket, id } = reading
  const { last } = reading.answer
  let at = reading.answer.first
  for (let failures = 0; at <= last; ) {
    let reason = 'it ended before its end'
    try {
      for await (const piece of reading.answer.body as AsyncIterable<Uint8Array>) {
        const wanted = piece.subarray(0, last + 1 - at)
        failures = 0
        at += wanted.length
        yield wanted
        if (at > last) break
      }
    } catch (error) {
      reason = saying(error)
    }
    if (reading.isOver || at > last) return
    await patience(bucket, ++failures, `${id} broke off at byte ${at}: ${reason}`)
    reading.answer = await ask(bucket, id, { first: at, last })
    if (reading.isOver) reading.answer.body.destroy()
  }
}

async function patience({ tell }: Bucket, failures: number, line: string): Promise<void> {
  tell(line)
  if (failures >= ATTEMPTS) throw new Unavailable('The file store does not answer')
  await pause(PAUSE_MS * 2 ** failures)
}

async function ask(bucket: Bucket, id: BlobId, range: ByteRange | undefined): Promise<Answer> {
  const { client, Bucket, answered, key } = bucket
  const Range = range && `bytes=${range.first}-${range.last}`
  const asking = client.send(new GetObjectCommand({ Bucket, Key: key(id), Range }), BRIEF).catch(error => {
    if (isNotThere(error)) throw new NoSuchBlob(id)
    if (statusIn(error) === 416) throw new Invalid('There is no such part of the content')
    throw error
  })
  const answer = await answered(asking)
  const body = answer.Body as Readable
  // Heard of when it is read on; until then nobody listens.
  body.on('error', () => {})
  const part = range ? partIn(answer, range) : wholeIn(answer)
  if (part) return { body, ...part }
  body.destroy()
  throw new Error('The file store sends something else than it was asked for')
}

function wholeIn({ ContentLength }: GetObjectCommandOutput): ByteRange | undefined {
  return ContentLength === undefined ? undefined : { first: 0, last: ContentLength - 1 }
}

/** Some stores send more than was asked for; what matters is where it begins. */
function partIn({ ContentRange = '' }: GetObjectCommandOutput, asked: ByteRange): ByteRange | undefined {
  const [, first, end, size] = (/^bytes (\d+)-(\d+)\/(\d+)$/.exec(ContentRange) ?? []).map(Number)
  if (first === undefined || end === undefined || size === undefined) return undefined
  const last = Math.min(asked.last, size - 1)
  return first === asked.first && end >= last ? { first, last } : undefined
}
