import { ApiError } from '@pail/client'
import { misconfigured, type SourceFailure } from '../protocol/failure.ts'
import type { Stream } from '../streams/stream.ts'
import type { Session } from './session.ts'
import { meaningOf, Skips } from './skips.ts'
import type { Repository } from './slice.ts'

/** Lists that fail one after the other say that the server is not there. */
const MOST_FAILURES = 5

/** What the refusals and failures that a stream has met mean for it. */
export class Verdict {
  readonly #session: Session
  readonly #stream: Stream
  readonly #skips: Skips
  #failuresInRow = 0
  /** The first of them. */
  failure: SourceFailure | undefined
  /** Whether the other lists of the stream are not worth asking for. */
  isStopped = false
  /** Whether nothing else can be read either. */
  isFatal = false

  constructor(session: Session, stream: Stream) {
    this.#session = session
    this.#stream = stream
    this.#skips = new Skips(stream, session.report)
  }

  succeeded(): void {
    this.#failuresInRow = 0
  }

  refused(error: unknown, repository: Repository | undefined): void {
    const meaning = meaningOf(error, this.#stream)
    if (meaning === 'skip' && repository) {
      this.#skips.add(repository, error as ApiError)
      return
    }
    if (meaning !== 'fail') this.isStopped = true
    if (meaning === 'skip-stream') {
      const { message, status } = error as ApiError
      const what = `the server has no such list (${status}: ${message})`
      this.#session.report.log('WARN', `${this.#stream.name} skipped: ${what}`)
      return
    }
    if (meaning === 'fail-all') this.isFatal = true
    if (++this.#failuresInRow >= MOST_FAILURES) this.isStopped = true
    this.fail(error, repository)
  }

  fail(error: unknown, repository?: Repository): void {
    const { report, config } = this.#session
    const isUnknown = error instanceof ApiError && error.status === 404 && !repository
    const unknown = `The workspace ${config.workspace} does not exist, or the token cannot see it`
    const failure = isUnknown
      ? misconfigured(`${unknown} (404: ${error.message}).`, error)
      : report.masked(error, this.#stream.scopes)
    const where = repository ? ` of ${repository.full_name}` : ''
    report.log('ERROR', `${this.#stream.name}${where} was not read to its end: ${failure.message}`)
    this.failure ??= failure
  }

  /** After the last list: skipping all of them for want of permission is a failure as well. */
  conclude(count: number): void {
    this.failure ??= this.#skips.conclude(count)
  }
}
