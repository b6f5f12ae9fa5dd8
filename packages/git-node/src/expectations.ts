import type { Repository } from '@pail/git'
import type { StorageId } from './client.ts'
import type { Quarantine, Quarantines } from './quarantines.ts'

/** A client that has read the refs sends its push within this time, or not at all. */
const PATIENCE_MS = 3000

/** Each is three small processes that wait. */
const MAX_EXPECTED = 8

/** Makes ready for pushes that are about to come: while the client packs its objects, git starts here. */
export class Expectations {
  #quarantines: Quarantines
  #ready = new Map<StorageId, Quarantine>()
  #coming = new Set<StorageId>()

  constructor(quarantines: Quarantines) {
    this.#quarantines = quarantines
  }

  async expect(storage: StorageId, repository: Repository): Promise<void> {
    if (this.#coming.has(storage) || this.#coming.size >= MAX_EXPECTED) return
    this.#coming.add(storage)
    try {
      const quarantine = await this.#quarantines.begin(storage, repository)
      this.#ready.set(storage, quarantine)
      quarantine.timer = setTimeout(() => void this.#giveUp(storage), PATIENCE_MS).unref()
      await quarantine.crew.assemble()
    } catch (error) {
      this.#coming.delete(storage)
      await this.#giveUp(storage)
      throw error
    }
  }

  /** What is ready for a push, or else a quarantine of which the crew starts when it is needed. */
  meet(storage: StorageId, repository: Repository): Promise<Quarantine> {
    const ready = this.#take(storage)
    return ready ? Promise.resolve(ready) : this.#quarantines.begin(storage, repository)
  }

  async #giveUp(storage: StorageId): Promise<void> {
    const quarantine = this.#take(storage)
    if (quarantine) await this.#quarantines.end(quarantine)
  }

  #take(storage: StorageId): Quarantine | undefined {
    const quarantine = this.#ready.get(storage)
    if (!quarantine) return undefined
    clearTimeout(quarantine.timer)
    this.#ready.delete(storage)
    this.#coming.delete(storage)
    return quarantine
  }
}
