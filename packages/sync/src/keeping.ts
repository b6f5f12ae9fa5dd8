import type { Data, Message, StateMessage } from 'pail-source-bitbucket'
import type { Destination, States } from './destination.ts'

/** When what has come is kept for good: at the first state after so many records or so much time, or when nothing comes. */
export interface Pace {
  records: number
  ms: number
}

const USUAL: Pace = { records: 20_000, ms: 30_000 }
/** Records go to the destination by so many of a stream. */
const BATCH = 500

/** Gathers records into batches, and has them kept together with the states that cover them. */
export class Keeping {
  readonly #destination: Destination
  readonly #pace: Pace
  readonly #states: Map<string, Data>
  readonly #waiting = new Map<string, Data[]>()
  #records = 0
  #keptAt = performance.now()
  #isChanged = false
  #isBroken = false

  constructor(destination: Destination, { states, pace }: { states: States; pace: Partial<Pace> }) {
    this.#destination = destination
    this.#states = new Map(states)
    this.#pace = { ...USUAL, ...pace }
  }

  get idleMs(): number {
    return this.#pace.ms
  }

  /** Whether the destination has failed: nothing more can be kept. */
  get isBroken(): boolean {
    return this.#isBroken
  }

  /** What the source is to go on from. */
  messages(): StateMessage['state'][] {
    return [...this.#states].map(([name, stream_state]) => ({
      type: 'STREAM',
      stream: { stream_descriptor: { name }, stream_state },
      sourceStats: { recordCount: 0 },
    }))
  }

  async take(message: Message): Promise<void> {
    if (message.type === 'RECORD') await this.#record(message.record.stream, message.record.data)
    if (message.type === 'STATE') await this.#state(message)
    if (message.type === 'TRACE' && message.trace.type === 'STREAM_STATUS') {
      const { status, stream_descriptor: stream } = message.trace.stream_status
      if (status === 'COMPLETE') await this.#complete(stream.name)
    }
  }

  /** A transaction is not held open while the source waits. */
  async idle(): Promise<void> {
    if (this.#isChanged) await this.keep()
  }

  async keep(): Promise<void> {
    for (const stream of this.#waiting.keys()) await this.#write(stream)
    await this.#within(() => this.#destination.checkpoint(this.#states))
    this.#records = 0
    this.#keptAt = performance.now()
    this.#isChanged = false
  }

  async #record(stream: string, record: Data): Promise<void> {
    const waiting = this.#waiting.get(stream) ?? []
    this.#waiting.set(stream, waiting)
    this.#isChanged = true
    if (waiting.push(record) >= BATCH) await this.#write(stream)
  }

  async #state({ state }: StateMessage): Promise<void> {
    this.#states.set(state.stream.stream_descriptor.name, state.stream.stream_state)
    this.#isChanged = true
    const isTime = this.#records >= this.#pace.records || performance.now() - this.#keptAt >= this.#pace.ms
    if (isTime) await this.keep()
  }

  async #complete(stream: string): Promise<void> {
    await this.#write(stream)
    await this.#within(() => this.#destination.complete(stream))
  }

  async #write(stream: string): Promise<void> {
    const records = this.#waiting.get(stream)
    if (!records?.length) return
    this.#records += records.length
    await this.#within(() => this.#destination.write(stream, records))
    records.length = 0
  }

  async #within(work: () => Promise<void>): Promise<void> {
    try {
      await work()
    } catch (error) {
      this.#isBroken = true
      throw error
    }
  }
}
