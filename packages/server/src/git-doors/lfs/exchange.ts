import type { IncomingMessage, ServerResponse } from 'node:http'
import { Invalid } from '@pail/failures'
import type { Sent } from '../../kernel/answer.ts'
import { NotAcceptable, UnsupportedMedia } from '../../kernel/failure.ts'
import type { Forge } from '../../kernel/forge.ts'
import type { Site } from '../../kernel/links.ts'
import { wholeBody } from '../request-body.ts'
import type { Entered } from './enter.ts'

export const LFS_TYPE = 'application/vnd.git-lfs+json'
const MAX_BODY_BYTES = 2 ** 20

/** A request of an LFS client, and what answering it needs. */
export interface Exchange {
  forge: Forge
  req: IncomingMessage
  res: ServerResponse
  site: Site
  /** What the path names: a file or a lock. */
  named: string
  query: URLSearchParams
  /** Lets in whoever may do this much with the repository of the path; a refusal is thrown. */
  enter(grade: 'read' | 'write'): Promise<Entered>
}

/** A document, or bytes. */
export type Reply = Sent | { status?: number; document?: object }

/** The document that a client sent; nothing at all reads as an empty one. */
export async function documentIn({ req }: Exchange): Promise<unknown> {
  const type = mediaType(req.headers['content-type'])
  if (type !== LFS_TYPE && type !== 'application/json') throw new UnsupportedMedia(`A body is sent as ${LFS_TYPE}.`)
  const text = (await wholeBody(req, MAX_BODY_BYTES)).toString()
  try {
    return text.trim() === '' ? {} : JSON.parse(text)
  } catch (error) {
    throw new Invalid(`The body is not JSON: ${(error as Error).message}`)
  }
}

/** Refuses a client that reads nothing of what it would be told. */
export function refuseOtherReaders({ headers: { accept } }: IncomingMessage): void {
  const read = (accept ?? '*/*').split(',').map(mediaType)
  const known = ['', '*/*', 'application/*', 'application/json', LFS_TYPE]
  if (!read.some(type => known.includes(type))) throw new NotAcceptable(`Answers are ${LFS_TYPE}.`)
}

const mediaType = (header = ''): string => header.split(';')[0]!.trim().toLowerCase()
