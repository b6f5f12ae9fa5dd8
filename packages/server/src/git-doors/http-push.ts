import type { IncomingMessage, ServerResponse } from 'node:http'
import { Failure, Invalid } from '@pail/failures'
import { begin, linger, refuseFailure } from './answer.ts'
import { FAULT, PushAnswer } from './push-answer.ts'
import { type Push, receive } from './receive.ts'
import { bodyOf } from './request-body.ts'

const TYPE = 'application/x-git-receive-pack-result'

/** One push as a request and its response. */
export async function receiveRequest(
  push: Push & { log: (error: unknown) => void },
  req: IncomingMessage,
  res: ServerResponse,
): Promise<void> {
  const answer = new PushAnswer(res, () => res.headersSent || begin(res, TYPE))
  try {
    await arrive(push, req, res, answer)
  } catch (error) {
    if (!(error instanceof Failure)) push.log(error)
    if (!res.headersSent) refuseFailure(req, res, error)
    else answer.fail(error instanceof Failure ? error.message : FAULT)
  } finally {
    linger(req)
  }
}

async function arrive(push: Push, req: IncomingMessage, res: ServerResponse, answer: PushAnswer): Promise<void> {
  const gone = new AbortController()
  res.once('close', () => gone.abort())
  req.once('end', () => answer.listening())
  const body = bodyOf(req)
  try {
    await receive(push, { body, answer, signal: gone.signal, isHeard: () => req.complete })
  } catch (error) {
    throw body.errored ? new Invalid('The request cannot be read to its end') : error
  }
}
