import type { Message, StateMessage } from '../protocol/message.ts'
import { type Entry, type StreamState, stateData } from '../state/state.ts'
import type { Stream } from '../streams/stream.ts'

/** A state comes when so many records have come since the last one, or so much time has passed. */
const RECORDS = 1000
const MILLISECONDS = 10_000
/** States of many repositories are long, and come less often. */
const RECORDS_PER_ENTRY = 5
/** A repository that is not listed any more may come back; after that many syncs it does not. */
const MOST_MISSED = 10
/** What says that a stream without a cursor has been read. */
const DONE = { __ab_no_cursor_state_message: true }

/** Knows how far a stream is, and when it is time to say so. */
export class Progress {
  readonly #stream: Stream
  readonly #keeps: boolean
  #since: string | undefined
  #entry: Entry | undefined
  readonly #repositories: Map<string, Entry>
  #count = 0
  #said = Date.now()
  #hasChanged = false

  constructor(stream: Stream, state: StreamState, keeps: boolean) {
    this.#stream = stream
    this.#keeps = keeps
    this.#since = state.since
    this.#entry = state.entry
    this.#repositories = new Map(state.repositories)
  }

  /** What is known of a repository, or of the workspace's list. */
  before(repository: string | undefined): Entry | undefined {
    if (!this.#keeps) return undefined
    if (repository === undefined) return this.#entry
    const { missed: _, ...entry } = this.#repositories.get(repository) ?? {}
    if (this.#repositories.has(repository)) return entry
    return this.#since === undefined ? undefined : { cursor: this.#since }
  }

  counted(records: number): void {
    this.#count += records
  }

  save(repository: string | undefined, entry: Entry): void {
    if (repository === undefined) this.#entry = entry
    else this.#repositories.set(repository, entry)
    this.#hasChanged = true
  }

  /** Everything has been read: those without an entry are new from now on, and those that are long gone are forgotten. */
  complete(listed: ReadonlySet<string>): void {
    this.#since = undefined
    for (const [uuid, entry] of this.#repositories) {
      if (listed.has(uuid)) continue
      const missed = Number(entry.missed ?? 0) + 1
      if (missed > MOST_MISSED) this.#repositories.delete(uuid)
      else this.#repositories.set(uuid, { ...entry, missed })
    }
  }

  /** The state, where it is time for one. */
  due(): Message[] {
    if (!this.#keeps || !this.#hasChanged) return []
    const enough = RECORDS + RECORDS_PER_ENTRY * this.#repositories.size
    return this.#count >= enough || Date.now() - this.#said >= MILLISECONDS ? [this.message()] : []
  }

  /** How far it is now; what is counted begins anew. */
  message(): StateMessage {
    const { name, of } = this.#stream
    const state = { repositories: this.#repositories, ...this.#parts() }
    const stream_state = this.#keeps ? stateData(state, of === 'repository') : DONE
    const recordCount = this.#count
    this.#count = 0
    this.#said = Date.now()
    this.#hasChanged = false
    const stream = { stream_descriptor: { name }, stream_state }
    return { type: 'STATE', state: { type: 'STREAM', stream, sourceStats: { recordCount } } }
  }

  #parts() {
    return {
      ...(this.#since !== undefined && this.#stream.of === 'repository' && { since: this.#since }),
      ...(this.#entry !== undefined && { entry: this.#entry }),
    }
  }
}
