import { ApiError } from '@pail/client'
import { isOfConsumer, SourceFailure } from '../protocol/failure.ts'
import type { Stream } from '../streams/stream.ts'
import type { Report } from './report.ts'
import type { Repository } from './slice.ts'
import { isNoApi } from './unsure.ts'

/** What a refusal of one list means for the others. */
export type Meaning = 'skip' | 'skip-stream' | 'fail' | 'fail-stream' | 'fail-all'

export function meaningOf(error: unknown, { isOptional, of }: Stream): Meaning {
  if (!(error instanceof ApiError)) return 'fail'
  const { status } = error
  if (status === 401 || isOfConsumer(error)) return 'fail-all'
  if (status === 403 && error.missingScopes.length > 0) return 'fail-stream'
  if (isNoApi(error)) return isOptional ? 'skip-stream' : 'fail-stream'
  if (of === 'repository' && (status === 403 || status === 404)) return 'skip'
  return 'fail'
}

const MOST_NAMED = 10

/** Repositories of which a stream was not read, none of them silently. */
export class Skips {
  readonly #stream: Stream
  readonly #report: Report
  #names: string[] = []
  #forbidden: ApiError | undefined

  constructor(stream: Stream, report: Report) {
    this.#stream = stream
    this.#report = report
  }

  add({ full_name }: Repository, error: ApiError): void {
    if (error.status === 403) this.#forbidden = error
    this.#names.push(full_name)
    if (this.#names.length > MOST_NAMED) return
    const level = this.#stream.isOptional ? 'INFO' : 'WARN'
    this.#report.log(level, `${this.#stream.name} of ${full_name} skipped (${error.status}: ${error.message})`)
  }

  /** Says what was skipped of how many; where all of it was forbidden, that is a failure. */
  conclude(count: number): SourceFailure | undefined {
    const { name, scopes } = this.#stream
    if (this.#names.length === 0) return undefined
    this.#report.log('WARN', `${name}: ${this.#names.length} of ${count} repositories skipped`)
    if (!this.#forbidden || this.#names.length < count || this.#stream.isOptional) return undefined
    return new SourceFailure(
      `The server forbids ${name} of every repository (403: ${this.#forbidden.message}). The scopes needed are ${scopes.join(' or ')}.`,
      'config_error',
      { cause: this.#forbidden },
    )
  }
}
