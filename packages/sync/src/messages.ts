import type { Message } from 'pail-source-bitbucket'

/** The messages as they come, and undefined each time that none has come for a while. */
export async function* messagesOf(source: AsyncIterable<Message>, idleMs: number): AsyncGenerator<Message | undefined> {
  const messages = source[Symbol.asyncIterator]()
  let isOver = false
  try {
    while (!isOver) {
      const coming = messages.next()
      let come = await within(coming, idleMs)
      for (; come === undefined; come = await within(coming, idleMs)) yield undefined
      isOver = come.done === true
      if (!come.done) yield come.value
    }
  } finally {
    if (!isOver) await messages.return?.()
  }
}

function within<T>(promise: Promise<T>, ms: number): Promise<T | undefined> {
  const late = Promise.withResolvers<undefined>()
  const timer = setTimeout(late.resolve, ms, undefined)
  return Promise.race([promise, late.promise]).finally(() => clearTimeout(timer))
}
