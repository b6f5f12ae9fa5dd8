import type { Data, Message } from '../protocol/message.ts'
import { instant } from '../state/instant.ts'
import type { StreamState } from '../state/state.ts'
import type { Stream } from '../streams/stream.ts'
import { Estimate } from './estimate.ts'
import { Progress } from './progress.ts'
import type { Session } from './session.ts'
import type { Repository, Slice } from './slice.ts'
import type { Way } from './unsure.ts'
import { Verdict } from './verdict.ts'

/** Reads one stream to its end, or as far as it comes. */
export class StreamRun {
  readonly #session: Session
  readonly #stream: Stream
  readonly #isIncremental: boolean
  readonly #progress: Progress
  readonly #shared = new Map<string, Way>()
  #estimate = new Estimate(1, () => {})
  #hasRun = false
  readonly verdict: Verdict

  constructor(
    session: Session,
    stream: Stream,
    { state, isIncremental }: { state: StreamState; isIncremental: boolean },
  ) {
    this.#session = session
    this.#stream = stream
    this.#isIncremental = isIncremental && stream.cursor !== undefined
    this.#progress = new Progress(stream, state, this.#isIncremental)
    this.verdict = new Verdict(session, stream)
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
    if (this.verdict.failure) report.error(this.verdict.failure, this.#stream.name)
    report.status(this.#stream.name, this.verdict.failure ? 'INCOMPLETE' : 'COMPLETE')
  }

  async #readAll(): Promise<void> {
    const repositories = this.#stream.of === 'workspace' ? [undefined] : await this.#repositories()
    if (!repositories) return
    const { report, config } = this.#session
    this.#estimate = new Estimate(repositories.length, rows => report.estimate(this.#stream.name, rows))
    const left = repositories[Symbol.iterator]()
    const work = async () => {
      for (const repository of left) {
        if (this.verdict.isStopped) return
        await this.#readOne(repository)
      }
    }
    await Promise.all(Array.from({ length: config.concurrency }, work))
    this.verdict.conclude(repositories.length)
    if (!this.verdict.failure && !this.verdict.isStopped)
      this.#progress.complete(new Set(repositories.map(repository => repository?.uuid ?? '')))
  }

  async #repositories(): Promise<Repository[] | undefined> {
    const { config, signal } = this.#session
    try {
      const all = await this.#session.repositories()
      return all.filter(({ slug }) => config.wants(slug))
    } catch (error) {
      signal?.throwIfAborted()
      this.verdict.fail(error)
      return undefined
    }
  }

  async #readOne(repository: Repository | undefined): Promise<void> {
    const before = this.#progress.before(repository?.uuid)
    // A cursor in the future says that nothing is wanted.
    if ((instant(before?.cursor) ?? '') > this.#session.started) return
    try {
      this.#progress.save(repository?.uuid, await this.#stream.read(this.#slice(repository, before)))
      this.verdict.succeeded()
      await this.#sayDue()
    } catch (error) {
      this.#session.signal?.throwIfAborted()
      this.verdict.refused(error, repository)
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
}
