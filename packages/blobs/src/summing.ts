import { hash } from 'node:crypto'
import { Worker } from 'node:worker_threads'
import type { BlobId } from './blob.ts'
import type { Slab } from './slabs.ts'

/** What the thread is told: more of a content, that it ends, or that nobody asks for its sum any more. */
export type Told = { content: number } & ({ slab: Slab } | { end: true } | { drop: true })

/** Takes the sum of a content while it comes. */
export interface Summing {
  /** Answers once the bytes have been read; until then they stay as they are. */
  add(slab: Slab): Promise<void>
  /** After all of it. */
  sum(): Promise<BlobId>
  /** Nobody asks for the sum any more. */
  drop(): void
}

/** The sum of a content that is at hand. */
export const sumOf = (bytes: Uint8Array): BlobId => hash('sha256', bytes) as BlobId

/** Sums are taken in one thread for all contents, so that large ones hold up nobody. */
export function startSumming(): Summing {
  const content = count++
  return {
    add: async slab => void (await ask({ content, slab })),
    sum: async () => (await ask({ content, end: true })) as BlobId,
    drop: () => thread?.worker.postMessage({ content, drop: true } satisfies Told),
  }
}

interface Thread {
  worker: Worker
  /** In the order in which it was asked, which is the one in which it answers. */
  waiting: PromiseWithResolvers<string>[]
}

let count = 0
let thread: Thread | undefined

function ask(told: Told): Promise<string> {
  const { worker, waiting } = (thread ??= start())
  const answer = Promise.withResolvers<string>()
  if (waiting.push(answer) === 1) worker.ref()
  worker.postMessage(told)
  return answer.promise
}

function start(): Thread {
  const worker = new Worker(new URL('./summing-thread.ts', import.meta.url))
  const waiting: PromiseWithResolvers<string>[] = []
  worker.unref()
  worker.on('message', (answer: string) => {
    waiting.shift()?.resolve(answer)
    if (waiting.length === 0) worker.unref()
  })
  worker.on('error', error => {
    thread = undefined
    for (const { reject } of waiting) reject(error)
  })
  return { worker, waiting }
}
