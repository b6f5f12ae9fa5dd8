import type { IncomingMessage, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Failure, Invalid, Unauthenticated } from '@pail/failures'
import { errorHeaders, Sent, statusOf } from '../../kernel/answer.ts'
import { Moved } from '../../kernel/failure.ts'
import { Locked } from '../../resources/lfs/lock.ts'
import { linger } from '../answer.ts'
import { Denied } from '../enter.ts'
import { FAULT } from '../push-answer.ts'
import { LFS_TYPE, type Reply } from './exchange.ts'
import { shown } from './locks.ts'

const ALWAYS = { 'x-content-type-options': 'nosniff', 'cache-control': 'private, no-store' }

export async function reply(req: IncomingMessage, res: ServerResponse, said: Reply): Promise<void> {
  if (!(said instanceof Sent)) return tell(req, res, said.status ?? 200, said.document ?? {})
  const { status, headers, content } = said
  res.writeHead(status, { ...ALWAYS, ...headers })
  if (content instanceof Readable) await pipeline(content, res)
  else res.end(content)
}

/** What a refusal is told with: an id to find it by in the log, and where to read on. */
export interface About {
  id: string
  documentation: string
  /** Where the repository is now, if it has moved. */
  location?: string
}

/** In the form that clients of LFS show; what is no refusal of ours says nothing but the id. */
export function refuse(req: IncomingMessage, res: ServerResponse, failure: unknown, about: About): void {
  const isOurs = failure instanceof Failure || failure instanceof Denied
  const document = {
    ...(failure instanceof Locked && { lock: shown(failure.lock) }),
    message: isOurs ? wordsOf(failure) : FAULT,
    documentation_url: about.documentation,
    request_id: about.id,
  }
  const { connection: _, ...headers } = errorHeaders(failure)
  const asked = failure instanceof Unauthenticated && { 'lfs-authenticate': 'Basic realm="Pail"' }
  const location = about.location !== undefined && { location: about.location }
  tell(req, res, lfsStatusOf(failure), document, { ...headers, ...asked, ...location, 'x-request-id': about.id })
}

function lfsStatusOf(failure: unknown): number {
  if (failure instanceof Moved) return 308
  if (failure instanceof Denied) return 403
  return failure instanceof Invalid ? 422 : statusOf(failure)
}

/** A client shows one line: of several things that are wrong the first. */
function wordsOf(failure: Failure | Denied): string {
  const fields = failure instanceof Failure ? failure.particulars.fields : undefined
  const [first] = Object.entries(fields ?? {})
  return first ? `${first[0]}: ${first[1]}` : failure.message
}

function tell(req: IncomingMessage, res: ServerResponse, status: number, document: object, headers = {}): void {
  const body = Buffer.from(JSON.stringify(document))
  res.writeHead(status, { ...ALWAYS, 'content-type': LFS_TYPE, 'content-length': body.length, ...headers })
  res.end(req.method === 'HEAD' ? undefined : body)
  linger(req)
}
