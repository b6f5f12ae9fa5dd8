import type { Message, TraceError } from 'pail-source-bitbucket'

/** What has come of one stream. */
export interface StreamTally {
  stream: string
  records: number
  /** How many the source expects at least. */
  estimate: number
  state: 'waiting' | 'reading' | 'complete' | 'incomplete'
}

/** What the source has told so far. */
export interface Told {
  streams: StreamTally[]
  errors: TraceError[]
  warnings: string[]
}

/** Further ones are not kept. */
const MOST_WARNINGS = 100

/** Counts what comes. */
export class Tally implements Told {
  readonly streams: StreamTally[]
  readonly errors: TraceError[] = []
  readonly warnings: string[] = []
  readonly #byName: Map<string, StreamTally>

  constructor(names: readonly string[]) {
    this.streams = names.map(stream => ({ stream, records: 0, estimate: 0, state: 'waiting' }))
    this.#byName = new Map(this.streams.map(one => [one.stream, one]))
  }

  told = (): Told => ({ streams: this.streams, errors: this.errors, warnings: this.warnings })

  count(message: Message): void {
    if (message.type === 'RECORD') this.#stream(message.record.stream).records++
    if (message.type === 'LOG' && message.log.level === 'WARN' && this.warnings.length < MOST_WARNINGS)
      this.warnings.push(message.log.message)
    if (message.type === 'TRACE') this.#trace(message.trace)
  }

  #trace(trace: Extract<Message, { type: 'TRACE' }>['trace']): void {
    if (trace.type === 'ERROR') this.errors.push(trace.error)
    if (trace.type === 'ESTIMATE') this.#stream(trace.estimate.name).estimate = trace.estimate.row_estimate
    if (trace.type === 'STREAM_STATUS') {
      const { stream_descriptor, status } = trace.stream_status
      this.#stream(stream_descriptor.name).state = STATES[status]
    }
  }

  /** A destination has no table of what is not in the catalog, so nothing of it gets here. */
  #stream(name: string): StreamTally {
    const stream = this.#byName.get(name)
    if (!stream) throw new TypeError(`The source speaks of ${name}, which was not asked for`)
    return stream
  }
}

const STATES = { STARTED: 'reading', RUNNING: 'reading', COMPLETE: 'complete', INCOMPLETE: 'incomplete' } as const
