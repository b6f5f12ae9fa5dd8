import { parentPort, workerData } from 'node:worker_threads'
import { faultOf } from './fault.ts'
import type { Answer, Work } from './thread.ts'

/** What the thread can be asked to do. Verbs are awaited one after the other. */
export type Verbs = Record<string, (what: never) => unknown>

/** Answers whoever started this thread. */
export function serve(verbs: Verbs): void {
  parentPort?.on('message', async ({ verb, what }: Work) => {
    parentPort?.postMessage(await answerTo(() => verbs[verb]?.(what as never)))
  })
}

async function answerTo(work: () => unknown): Promise<Answer> {
  try {
    return { value: await work() }
  } catch (error) {
    return { error: faultOf(error) }
  }
}

/** Throws once the asker does not want the answer any more; to be called now and then by work that may be long. */
export function stopWhenUnwanted(): void {
  if (isUnwanted()) throw new Error('the work is not wanted any more')
}

export const isUnwanted = (): boolean => Atomics.load((workerData as { stop: Int32Array }).stop, 0) === 1
