import { Failure } from '@pail/failures'
import { overSsh } from '../known-answers.ts'
import { FAULT, PushAnswer } from '../push-answer.ts'
import { type Push, receive } from '../receive.ts'
import { type Call, say } from './call.ts'

/** Shows the refs and takes a push in; what is refused is told within the answer as soon as there is one. */
export async function push(to: Push, call: Call): Promise<void> {
  const { gitNode, storage } = to
  await say(call, overSsh.receive(await gitNode.refs(storage)))
  gitNode.expectPush(storage).catch(() => {})
  const answer = new PushAnswer(call.output)
  // Over this line the pusher hears while it speaks.
  const onCapabilities = () => answer.listening()
  try {
    await receive(to, { body: call.input, answer, signal: call.signal, isHeard: () => true, onCapabilities })
  } catch (error) {
    if (answer.isBanded) answer.fail(error instanceof Failure ? error.message : FAULT)
    throw error
  }
}
