import type { Readable } from 'node:stream'
import type { GitNode } from '@pail/git-node'
import { decide, type Outcome, pendingIn } from '../resources/refs/landing/decide.ts'
import type { PushRules } from './gate.ts'
import type { PushAnswer } from './push-answer.ts'

/** Enough of what git complains of to know what is wrong. */
const MAX_COMPLAINTS = 20

export interface Push {
  gitNode: GitNode
  storage: string
  rules: PushRules
}

/** The two ends of a push, whichever transport it comes by. */
export interface PushLine {
  /** Commands and pack. */
  body: Readable
  answer: PushAnswer
  /** The pusher has gone. */
  signal: AbortSignal
  /** Whether the pusher reads while it still sends, or has sent everything. */
  isHeard(): boolean
  onCapabilities?(): void
}

/** Takes one push in, from the first byte to the report. What is thrown, the transport tells. */
export async function receive({ gitNode, storage, rules }: Push, line: PushLine): Promise<void> {
  const { answer, body, signal } = line
  let complaints = 0
  const received = await gitNode.receive(storage, {
    body,
    signal,
    onProgress(text) {
      const isComplaint = /^(error|fatal|warning): /.test(text)
      if (isComplaint ? complaints++ < MAX_COMPLAINTS : line.isHeard()) answer.say(text, isComplaint)
    },
    onCapabilities(names) {
      answer.agree(names)
      line.onCapabilities?.()
    },
  })
  if (received.updates.length === 0) {
    await gitNode.discard(storage, received.quarantine)
    return answer.end(Buffer.alloc(0))
  }
  const outcome = await decide(pendingIn(gitNode, storage, received), rules)
  for (const text of await wordsAbout(outcome, rules)) answer.say(text)
  answer.report(outcome.results, received.unpackError)
}

async function wordsAbout({ results, refusals }: Outcome, rules: PushRules): Promise<readonly string[]> {
  if (refusals.length > 0) return refusals.map(({ reason }) => reason)
  return results.some(({ reason }) => reason === undefined) ? rules.words(results) : []
}
