import { ApiError } from '@pail/client'
import { misconfigured, type SourceFailure } from '../protocol/failure.ts'
import type { Data, Message } from '../protocol/message.ts'
import { instant } from '../state/instant.ts'
import type { StreamState } from '../state/state.ts'
import type { Stream } from '../streams/stream.ts'
import { Estimate } from './estimate.ts'
import { Progress } from './progress.ts'
import type { Session } from './session.ts'
import { meaningOf, Skips } from './skips.ts'
import type { Repository, Slice } from './slice.ts'
import type { Way } from './unsure.ts'

/** Lists that fail one after the other say that the server is not there. */
const MOST_FAILURES = 5

/** Reads one stream to its end, or as far as it comes. */
export class StreamRun {
  readonly #session: Session
  readonly #stream: Stream
  readonly #isIncremental: boolean
  readonly #progress: Progress
  readonly #skips: Skips
  readonly #shared = new Map<string, Way>()
  #estimate = new Estimate(1, () => {})
  #hasRun = false
  #isStopped = false
  #failuresInRow = 0
  /** The first failure, and how many lists failed. */
  failure: SourceFailure | undefined
  failed = 0
  /** Whether nothing else can be read either. */
  isFatal = false

  constructor(
    session: Session,
    stream: Stream,
    { state, isIncremental }: { state: StreamState; isIncremental: boolean },
  ) {
    this.#session = session
    this.#stream = stream
    this.#isIncremental = isIncremental && stream.cursor !== undefined
    this.#progress = new Progress(stream, state, this.#isIncremental)
    this.#skips = new Skips(stream, session.report)
  }

  async run(): Promise<void> {
    const { report } = this.#session
    this.#session.stream = this.#stream.name
    report.status(this.#stream.name, 'STARTED')
    try {
      await this.#readAll()
    } catch (error) {
      // Whoever ends the read keeps what was read.
      await this.#session.push([this.#progress.message()])
      report.status(this.#stream.name, 'INCOMPLETE')
      throw error
    }
    this.#running()
    await this.#session.push([this.#progress.message()])
    if (this.failure) report.error(this.failure, this.#stream.name)
    report.status(this.#stream.name, this.failure ? 'INCOMPLETE' : 'COMPLETE')
  }

  async #readAll(): Promise<void> {
    const repositories = this.#stream.of === 'workspace' ? [undefined] : await this.#repositories()
    if (!repositories) return
    const { report, config } = this.#session
    this.#estimate = new Estimate(repositories.length, rows => report.estimate(this.#stream.name, rows))
    const left = repositories[Symbol.iterator]()
    const work = async () => {
      for (const repository of left) {
        if (this.#isStopped) return
        await this.#readOne(repository)
      }
    }
    await Promise.all(Array.from({ length: config.concurrency }, work))
    this.#note(this.#skips.conclude(repositories.length))
    if (!this.failure && !this.#isStopped)
      this.#progress.complete(new Set(repositories.map(repository => repository?.uuid ?? '')))
  }

  async #repositories(): Promise<Repository[] | undefined> {
    const { config, signal } = this.#session
    try {
      const all = await this.#session.repositories()
      return all.filter(({ slug }) => config.wants(slug))
    } catch (error) {
      signal?.throwIfAborted()
      this.#fail(error)
      return undefined
    }
  }

  async #readOne(repository: Repository | undefined): Promise<void> {
    const before = this.#progress.before(repository?.uuid)
    // A cursor in the future says that nothing is wanted.
    if ((instant(before?.cursor) ?? '') > this.#session.started) return
    try {
      this.#progress.save(repository?.uuid, await this.#stream.read(this.#slice(repository, before)))
      this.#failuresInRow = 0
      await this.#sayDue()
    } catch (error) {
      this.#session.signal?.throwIfAborted()
      this.#refused(error, repository)
    }
  }

  #slice(repository: Repository | undefined, before: Data | undefined): Slice {
    const { config, client, report, workspace, now } = this.#session
    return {
      config,
      client,
      now,
      before,
      repository,
      start: config.start,
      isIncremental: this.#isIncremental,
      root: repository ? `/2.0/repositories/${workspace}/${encodeURIComponent(repository.uuid)}` : workspace,
      shared: this.#shared,
      emit: records => this.#emit(records, repository),
      expect: size => this.#estimate.add(size),
      checkpoint: async entry => {
        this.#progress.save(repository?.uuid, entry)
        await this.#sayDue()
      },
      everyRepository: () => this.#session.repositories(),
      log: (level, message) =>
        report.log(level, `${this.#stream.name}${repository ? ` of ${repository.full_name}` : ''}: ${message}`),
    }
  }

  async #emit(records: Data[], repository: Repository | undefined): Promise<void> {
    if (records.length === 0) return
    this.#running()
    const stream = this.#stream.name
    const emitted_at = Date.now()
    const workspace = repository?.full_name.split('/')[0]
    const messages = records.map((data): Message => {
      if (repository) {
        data.repository_uuid = repository.uuid
        data.workspace = workspace
      }
      return { type: 'RECORD', record: { stream, emitted_at, data } }
    })
    this.#progress.counted(records.length)
    await this.#session.push(messages)
  }

  #running(): void {
    if (!this.#hasRun) this.#session.report.status(this.#stream.name, 'RUNNING')
    this.#hasRun = true
  }

  async #sayDue(): Promise<void> {
    const messages = this.#progress.due()
    if (messages.length > 0) await this.#session.push(messages)
  }

  #refused(error: unknown, repository: Repository | undefined): void {
    const meaning = meaningOf(error, this.#stream)
    if (meaning === 'skip' && repository) {
      this.#skips.add(repository, error as ApiError)
      return
    }
    if (meaning === 'skip-stream') {
      this.#isStopped = true
      const { message, status } = error as ApiError
      this.#session.report.log(
        'WARN',
        `${this.#stream.name} skipped: the server has no such list (${status}: ${message})`,
      )
      return
    }
    if (meaning !== 'fail') this.#isStopped = true
    if (meaning === 'fail-all') this.isFatal = true
    if (++this.#failuresInRow >= MOST_FAILURES) this.#isStopped = true
    this.#fail(error, repository)
  }

  #fail(error: unknown, repository?: Repository): void {
    const { report, config } = this.#session
    const isUnknown = error instanceof ApiError && error.status === 404 && !repository
    const failure = isUnknown
      ? misconfigured(
          `The workspace ${config.workspace} does not exist, or the token cannot see it (404: ${error.message}).`,
          error,
        )
      : report.masked(error, this.#stream.scopes)
    const where = repository ? ` of ${repository.full_name}` : ''
    report.log('ERROR', `${this.#stream.name}${where} was not read to its end: ${failure.message}`)
    this.#note(failure)
  }

  #note(failure: SourceFailure | undefined): void {
    if (!failure) return
    this.failed++
    this.failure ??= failure
  }
}
