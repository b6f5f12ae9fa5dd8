import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ArchiveFormat } from '@pail/git'
import { type Asked, bytes, comparedOf, count, id, ids, otherOf, placeOf, secondsOf, sideOf, text } from './asked.ts'
import { within } from './budget.ts'
import { factsHeader } from './connect-reading.ts'
import type { Machine } from './machine.ts'
import { Pace } from './pace.ts'
import { readAll } from './read-all.ts'
import type { ByteRange, DiffAsk } from './reading.ts'
import type { Exchange } from './streams.ts'
import { archive } from './verbs/archive.ts'
import { blobs } from './verbs/blobs.ts'
import { changes } from './verbs/changes.ts'
import { diff, patch } from './verbs/compare.ts'
import { file } from './verbs/file.ts'

type Stream = (machine: Machine, exchange: Exchange) => Promise<void>

interface Streamed {
  storage: string
  ask: Asked
  signal: AbortSignal
}

const MAX_QUESTION_BYTES = 2 ** 20

/** Seconds of git's for a call that names none. */
const SECONDS = 600

/** As long as the slowest reader may take. */
const LONGEST_SECONDS = 6 * 3600

/** A question in JSON, answered by bytes as they come. */
const pouring =
  (open: (machine: Machine, streamed: Streamed, exchange: Exchange) => Promise<Readable>): Stream =>
  async (machine, exchange) => {
    const ask = JSON.parse((await readAll(exchange.req, MAX_QUESTION_BYTES)).toString()) as Asked
    await within(LONGEST_SECONDS, exchange.signal, async signal => {
      const pace = new Pace(secondsOf(ask, SECONDS), signal)
      const streamed = { storage: exchange.storage, ask, signal: pace.signal }
      await pipeline(pace.through(await pace.wait(open(machine, streamed, exchange))), exchange.res)
    })
  }

/** The verbs that read and give bytes. */
export const READING_STREAMS: Record<string, Stream> = {
  file: pouring(async (machine, { storage, ask, signal }, { res }) => {
    const range = ask.range as ByteRange | undefined
    const { content, ...facts } = await file(machine, storage, { ...placeOf(ask), range, signal })
    res.setHeader('x-file', factsHeader(facts))
    return content
  }),
  diff: pouring((machine, { storage, ask, signal }) => {
    const style = {
      context: count(ask.context, 3),
      binary: (ask.binary ?? 'mention') as NonNullable<DiffAsk['binary']>,
    }
    return diff(machine, storage, { ...comparedOf(ask, signal), ...style })
  }),
  patch: pouring((machine, { storage, ask, signal }) =>
    patch(machine, storage, { from: sideOf(ask.from), to: id(ask.to), other: otherOf(ask), signal }),
  ),
  blobs: pouring(async (machine, { storage, ask, signal }) =>
    blobs(machine, storage, { ids: ids(ask.ids), maxBytes: bytes(ask.maxBytes), signal }),
  ),
  'tree-changes': pouring((machine, { storage, ask, signal }) =>
    changes(machine, storage, { from: sideOf(ask.from), to: id(ask.to), signal }),
  ),
  archive: pouring((machine, { storage, ask, signal }) => {
    const form = { format: text(ask.format) as ArchiveFormat, prefix: text(ask.prefix ?? '') }
    return archive(machine, storage, { ...placeOf(ask), ...form, signal })
  }),
}
