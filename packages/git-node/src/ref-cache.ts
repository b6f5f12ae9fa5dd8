import type { RefSnapshot } from '@pail/git'
import type { StorageId } from './client.ts'

interface Entry {
  known?: RefSnapshot
  asking?: Promise<RefSnapshot>
  next?: Promise<RefSnapshot>
}

type Ask = (storage: StorageId, known: RefSnapshot | undefined) => Promise<RefSnapshot>

const MAX_REFS = 1_000_000
const OVERHEAD = 100

/**
 * Lets calls for one repository share a question. Those that come while one is under way wait for the next, so that no
 * answer is older than the call it answers.
 */
export class RefCache {
  #entries = new Map<StorageId, Entry>()
  #ask: Ask

  constructor(ask: Ask) {
    this.#ask = ask
  }

  get(storage: StorageId): Promise<RefSnapshot> {
    const entry = this.#entries.get(storage) ?? {}
    this.#entries.set(storage, entry)
    if (!entry.asking) return this.#begin(storage, entry)
    entry.next ??= entry.asking.catch(() => {}).then(() => this.#begin(storage, entry))
    return entry.next
  }

  #begin(storage: StorageId, entry: Entry): Promise<RefSnapshot> {
    delete entry.next
    entry.asking = this.#ask(storage, entry.known).finally(() => {
      delete entry.asking
    })
    return entry.asking.then(
      snapshot => this.#keep(storage, entry, snapshot),
      error => this.#drop(storage, entry, error),
    )
  }

  #keep(storage: StorageId, entry: Entry, snapshot: RefSnapshot): RefSnapshot {
    if (entry.known === snapshot) return snapshot
    entry.known = snapshot
    this.#entries.delete(storage)
    this.#entries.set(storage, entry)
    this.#trim()
    return snapshot
  }

  #drop(storage: StorageId, entry: Entry, error: unknown): never {
    if (!entry.next) this.#entries.delete(storage)
    throw error
  }

  #trim(): void {
    let refs = 0
    for (const [at, [storage, { known }]] of [...this.#entries].reverse().entries()) {
      refs += OVERHEAD + (known?.refs.length ?? 0)
      if (at > 0 && refs > MAX_REFS) this.#entries.delete(storage)
    }
  }
}
