import { S3Client } from '@aws-sdk/client-s3'
import type { BlobId } from '../blob.ts'
import { failureIn } from './fault.ts'
import type { S3Settings } from './settings.ts'

/** With pauses between them that grow from a tenth of a second on. */
const ATTEMPTS = 6
const CONNECT_MS = 5_000
/** From sending a request to the head of its answer; the largest parts pass within it on a slow line, too. */
const ANSWER_MS = 120_000
/** For requests that carry nothing. */
const BRIEF_MS = 20_000
/** Nothing moves. */
const IDLE_MS = 120_000

/** A place in a store. */
export interface Bucket {
  settings: S3Settings
  client: S3Client
  /** What every request names. */
  Bucket: string
  /** Keys of contents and of what is on its way to be one begin with these. */
  contents: string
  incoming: string
  key(id: BlobId): string
  /** What the store answers, or a refusal that callers can be told. */
  answered<T>(asking: Promise<T>): Promise<T>
  /** Tells the log of what nobody is refused for. */
  tell(line: string): void
}

/** What a request is sent with that carries nothing, so that a store that hangs is not waited for as long as for others. */
export const BRIEF = { requestTimeout: BRIEF_MS }

export function openBucket(settings: S3Settings, tell: (line: string) => void): Bucket {
  const contents = `${settings.prefix}contents/`
  return {
    settings,
    client: clientFor(settings),
    Bucket: settings.bucket,
    contents,
    incoming: `${settings.prefix}incoming/`,
    key: id => contents + id,
    answered: asking =>
      asking.catch(error => {
        throw failureIn(error, tell)
      }),
    tell,
  }
}

/** A download holds a connection for as long as its reader takes, so that their number has no bound of its own. */
const agent = { maxSockets: Number.POSITIVE_INFINITY }

const clientFor = ({ region, endpoint, credentials, isPathStyle }: S3Settings): S3Client =>
  new S3Client({
    region,
    forcePathStyle: isPathStyle,
    ...(endpoint && { endpoint }),
    ...(credentials && { credentials }),
    maxAttempts: ATTEMPTS,
    // Many stores that are not Amazon's own do not know the newer checksums; a signed body is held to its SHA-256 anyhow.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestHandler: {
      connectionTimeout: CONNECT_MS,
      requestTimeout: ANSWER_MS,
      throwOnRequestTimeout: true,
      socketTimeout: IDLE_MS,
      httpAgent: agent,
      httpsAgent: agent,
    },
  })
