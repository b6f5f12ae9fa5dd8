import { TimedOut } from '@pail/failures'
import type { Engine, Hit, SearchAnswer, SearchAsk } from '../engine.ts'
import { Line } from '../threads/line.ts'
import type { Candidate, Index, Looked } from './candidates.ts'
import { openReader, type TextReader, type Verified } from './reader.ts'
import { byStanding } from './standing.ts'

/** How long a search may take, and how many files it reads to decide. */
export interface SearchLimits {
  /** For what the index says, and then again for showing the page; beyond it the search is refused. */
  ms: number
  /**
   * For reading files that the index cannot decide on, once there are enough for the page; beyond it the answer is not
   * whole. For a page that is not full there is ten times as much.
   */
  readMs: number
  files: number
  /** Threads that read through texts. */
  threads: number
}

const LIMITS: SearchLimits = { ms: 5_000, readMs: 60, files: 1_000, threads: 2 }

/** An engine that answers from the index, and by reading files where the index alone cannot decide. */
export function openSearch(index: Index, limits: Partial<SearchLimits> = {}): Engine {
  const allowed = { ...LIMITS, ...limits }
  const reader = openReader(allowed.threads)
  // Whoever needs much to be read waits for others who do, and keeps nobody else waiting.
  const turns = new Line(Array.from({ length: allowed.threads }, (_, turn) => turn))
  return {
    update: (change, texts, signal) => index.update(change, texts, signal),
    forget: (repository, branch) => index.forget(repository, branch),
    known: repository => index.known(repository),
    search: ask => search({ index, reader, turns, allowed }, ask),
    wipe: () => index.wipe(),
    close: async () => {
      await Promise.all([index.close(), reader.close()])
    },
  }
}

interface Parts {
  index: Index
  reader: TextReader
  turns: Line<number>
  allowed: SearchLimits
}

async function search(parts: Parts, ask: SearchAsk): Promise<SearchAnswer> {
  const { index, reader, allowed } = parts
  const wanted = ask.first + ask.limit
  const looked = await within(allowed.ms, ask.signal, signal =>
    index.look({ ...ask, sure: wanted, doubtful: allowed.files, signal }),
  )
  const read = await verify(parts, ask, looked)
  ask.signal?.throwIfAborted()
  const page = merge(looked, read.holding).slice(ask.first, wanted)
  const hits = await within(allowed.ms, ask.signal, signal => show({ ask, reader }, page, signal))
  const isWhole = read.isWhole && looked.doubtful.files.length === looked.doubtful.count
  return { total: looked.sure.count + read.holding.length, isWhole, hits }
}

async function verify({ reader, turns, allowed }: Parts, ask: SearchAsk, looked: Looked): Promise<Verified> {
  const { files } = looked.doubtful
  if (files.length === 0) return { holding: [], isWhole: true }
  const turn = await within(allowed.ms, ask.signal, signal => turns.take(signal))
  try {
    const effort = { enough: ask.first + ask.limit - looked.sure.count, patienceMs: allowed.readMs }
    return await reader.verify(ask, files, { ...effort, signal: patience(10 * allowed.readMs, ask.signal) })
  } finally {
    turns.give(turn)
  }
}

const merge = (looked: Looked, holding: readonly Candidate[]): readonly Candidate[] =>
  holding.length ? [...looked.sure.files, ...holding].sort(byStanding) : looked.sure.files

async function show(
  { ask, reader }: { ask: SearchAsk; reader: TextReader },
  page: readonly Candidate[],
  signal: AbortSignal,
): Promise<Hit[]> {
  const found = await reader.find(ask, page, signal)
  return page.map(({ repository, branch, commit, path, oid }, at) => ({
    repository,
    branch,
    commit,
    path,
    oid,
    found: found[at]!,
  }))
}

const patience = (ms: number, signal?: AbortSignal): AbortSignal =>
  AbortSignal.any([AbortSignal.timeout(ms), ...(signal ? [signal] : [])])

async function within<T>(ms: number, asked: AbortSignal | undefined, work: (signal: AbortSignal) => Promise<T>) {
  const signal = patience(ms, asked)
  try {
    return await work(signal)
  } catch (error) {
    if (signal.aborted && !asked?.aborted) throw new TimedOut('The search took longer than it may.')
    throw error
  }
}
