import type { IncomingMessage, ServerResponse } from 'node:http'
import { Failure, Invalid } from '@pail/failures'
import type { GitNode, Received } from '@pail/git-node'
import { decide, type Outcome, pendingIn } from '../resources/refs/landing/decide.ts'
import { linger, refuseFailure } from './answer.ts'
import type { PushRules } from './gate.ts'
import { PushAnswer } from './push-answer.ts'
import { bodyOf } from './request-body.ts'

/** Enough of what git complains of to know what is wrong. */
const MAX_COMPLAINTS = 20

export interface Push {
  gitNode: GitNode
  storage: string
  rules: PushRules
  log: (error: unknown) => void
}

/** Takes one push in, from the first byte to the report. */
export async function receive(push: Push, req: IncomingMessage, res: ServerResponse): Promise<void> {
  const answer = new PushAnswer(res)
  try {
    const received = await arrive(push, req, res, answer)
    if (received.updates.length === 0) {
      await push.gitNode.discard(push.storage, received.quarantine)
      return answer.end(Buffer.alloc(0))
    }
    const outcome = await decide(pendingIn(push.gitNode, push.storage, received), push.rules)
    for (const line of await wordsAbout(outcome, push.rules)) answer.say(line)
    answer.report(outcome.results, received.unpackError)
  } catch (error) {
    if (!(error instanceof Failure)) push.log(error)
    if (!res.headersSent) refuseFailure(req, res, error)
    else answer.fail(error instanceof Failure ? error.message : 'The server failed; try again later.')
  } finally {
    linger(req)
  }
}

async function wordsAbout({ results, refusals }: Outcome, rules: PushRules): Promise<readonly string[]> {
  if (refusals.length > 0) return refusals.map(({ reason }) => reason)
  return results.some(({ reason }) => reason === undefined) ? rules.words(results) : []
}

async function arrive(
  { gitNode, storage }: Push,
  req: IncomingMessage,
  res: ServerResponse,
  answer: PushAnswer,
): Promise<Received> {
  const gone = new AbortController()
  const leave = () => gone.abort()
  res.once('close', leave)
  req.once('end', () => answer.listening())
  const body = bodyOf(req)
  let complaints = 0
  const onProgress = (line: string) => {
    const isComplaint = /^(error|fatal|warning): /.test(line)
    if (isComplaint ? complaints++ < MAX_COMPLAINTS : req.complete) answer.say(line, isComplaint)
  }
  try {
    return await gitNode.receive(storage, {
      body,
      signal: gone.signal,
      onProgress,
      onCapabilities: names => answer.agree(names),
    })
  } catch (error) {
    throw body.errored ? new Invalid('The request cannot be read to its end') : error
  } finally {
    res.off('close', leave)
  }
}
