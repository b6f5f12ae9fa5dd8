import { failureOf, type SourceFailure, traceErrorOf } from '../protocol/failure.ts'
import type { Level, Message, StreamStatus, TraceError } from '../protocol/message.ts'
import type { Secrets } from '../protocol/secrets.ts'

export const LEVELS: readonly Level[] = ['FATAL', 'ERROR', 'WARN', 'INFO', 'DEBUG', 'TRACE']

/** Makes the messages that are no records, without what nobody may see. */
export class Report {
  readonly #offer: (messages: Message[]) => void
  readonly #secrets: Secrets
  readonly #most: number

  constructor(offer: (messages: Message[]) => void, { secrets, level }: { secrets: Secrets; level: Level }) {
    this.#offer = offer
    this.#secrets = secrets
    this.#most = LEVELS.indexOf(level)
  }

  log(level: Level, message: string): void {
    if (LEVELS.indexOf(level) > this.#most) return
    this.#offer([{ type: 'LOG', log: { level, message: this.#secrets.mask(message) } }])
  }

  status(stream: string, status: StreamStatus, quotaReset?: number): void {
    const reasons = quotaReset !== undefined && {
      reasons: [{ type: 'RATE_LIMITED' as const, rate_limited: { quota_reset: quotaReset } }],
    }
    this.#offer([
      {
        type: 'TRACE',
        trace: {
          type: 'STREAM_STATUS',
          emitted_at: Date.now(),
          stream_status: { stream_descriptor: { name: stream }, status, ...reasons },
        },
      },
    ])
  }

  estimate(name: string, rows: number): void {
    const estimate = { name, type: 'STREAM', row_estimate: rows } as const
    this.#offer([{ type: 'TRACE', trace: { type: 'ESTIMATE', emitted_at: Date.now(), estimate } }])
  }

  error(failure: SourceFailure, stream?: string): void {
    const error: TraceError = this.#secrets.maskAll(traceErrorOf(failure, stream))
    this.#offer([{ type: 'TRACE', trace: { type: 'ERROR', emitted_at: Date.now(), error } }])
  }

  /** The failure in words that may be seen. */
  masked(error: unknown, scopes: readonly string[] = []): SourceFailure {
    const failure = failureOf(error, scopes)
    failure.message = this.#secrets.mask(failure.message)
    return failure
  }
}
