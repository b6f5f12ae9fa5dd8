import type { SearchAsk } from '../engine.ts'
import type { Found } from '../language/index.ts'
import { Pool } from '../threads/pool.ts'
import type { Candidate } from './candidates.ts'
import type { ReadWork } from './reader-thread.ts'

/** How many files are read at once. */
const BATCH = 32
/** How many batches are under way. */
const AHEAD = 3

/** Reads files to decide whether they satisfy a query, and where; the texts are looked through on other threads. */
export interface TextReader {
  /** Those that satisfy the query, in their order, as far as it gets. */
  verify(ask: SearchAsk, files: readonly Candidate[], effort: Effort): Promise<Verified>
  find(ask: SearchAsk, files: readonly Candidate[], signal: AbortSignal): Promise<Found[]>
  close(): Promise<void>
}

/** How long files are read: until the signal, and with enough in hand only for some time. */
export interface Effort {
  enough: number
  patienceMs: number
  signal: AbortSignal
}

export interface Verified {
  holding: Candidate[]
  isWhole: boolean
}

export function openReader(threads: number): TextReader {
  const pool = new Pool(new URL('./reader-thread.ts', import.meta.url), threads)
  return {
    verify: (ask, files, effort) => verify({ pool, ask, ...effort }, files),
    // What is to be shown is little, and the rest of the answer waits for it.
    find: async (ask, files, signal) => pool.askSoon('find', await load({ ask, signal }, files), signal),
    close: () => pool.close(),
  }
}

interface Asking {
  ask: SearchAsk
  signal: AbortSignal
}

async function verify(asking: Asking & Effort & { pool: Pool }, files: readonly Candidate[]): Promise<Verified> {
  const holding: Candidate[] = []
  const from = performance.now()
  const isEnough = () => holding.length >= asking.enough && performance.now() - from > asking.patienceMs
  const stop = new AbortController()
  const signal = AbortSignal.any([asking.signal, stop.signal])
  try {
    for await (const { batch, holds } of judged({ ...asking, signal }, files)) {
      holding.push(...batch.filter((_, at) => holds[at]))
      if (isEnough()) return { holding, isWhole: batch.at(-1) === files.at(-1) }
    }
    return { holding, isWhole: true }
  } catch (error) {
    if (asking.signal.aborted) return { holding, isWhole: false }
    throw error
  } finally {
    stop.abort()
  }
}

/** Batch after batch in order; the next ones are read and looked through meanwhile. */
async function* judged(
  asking: Asking & { pool: Pool },
  files: readonly Candidate[],
): AsyncGenerator<{ batch: readonly Candidate[]; holds: boolean[] }> {
  const judge = async (batch: readonly Candidate[]) => {
    const work = await load(asking, batch)
    return { batch, holds: await asking.pool.ask<boolean[]>('holds', work, asking.signal) }
  }
  const ahead: ReturnType<typeof judge>[] = []
  for (let at = 0; at < files.length || ahead.length > 0; ) {
    for (; at < files.length && ahead.length < AHEAD; at += BATCH)
      ahead.push(quietly(judge(files.slice(at, at + BATCH))))
    yield await ahead.shift()!
  }
}

/** That it broke off is of interest once it is waited for. */
function quietly<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined)
  return promise
}

async function load({ ask, signal }: Asking, files: readonly Candidate[]): Promise<ReadWork> {
  const asks = new Map(files.filter(file => file.hasText).map(file => [file.oid, file]))
  const texts = new Map<string, string>()
  if (asks.size)
    for await (const { oid, text } of ask.texts.read([...asks.values()].map(placeOf), signal)) {
      signal.throwIfAborted()
      texts.set(oid, text)
    }
  return {
    query: ask.query,
    how: ask.how,
    files: files.map(({ repository, path, oid, hasText }) => {
      const text = hasText ? texts.get(oid) : undefined
      return { repository, path, ...(text === undefined ? {} : { text }) }
    }),
  }
}

const placeOf = ({ repository, oid }: Candidate) => ({ repository, oid })
