import { mkdir, rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { NotFound } from '@pail/failures'
import { inQuarantine, type NewObject, type Oid, PushCrew, type Repository } from '@pail/git'
import type { StorageId, UpdateResult } from './client.ts'
import { type Disk, passingFolder } from './disk.ts'
import type { Presence } from './presence.ts'

export interface Quarantine {
  id: string
  storage: StorageId
  folder: string
  crew: PushCrew
  updates: UpdateResult[]
  /** Files that came without a push and wait for a commit to name them. */
  blobs: Map<Oid, NewObject>
  /** Works that are under way in it. */
  users: number
  leave: () => void
  timer?: NodeJS.Timeout
}

/** How long a push may wait for a decision; whoever was to decide is gone by then. */
const PATIENCE_MS = 10 * 60_000

/** The objects of pushes between their arrival and the decision on them. */
export class Quarantines {
  #disk: Disk
  #presence: Presence
  #open = new Map<string, Quarantine>()

  constructor(disk: Disk, presence: Presence) {
    this.#disk = disk
    this.#presence = presence
  }

  async begin(storage: StorageId, repository: Repository): Promise<Quarantine> {
    const folder = passingFolder(this.#disk)
    const leave = await this.#presence.enter(storage)
    await mkdir(join(folder, 'pack'), { recursive: true })
    const crew = new PushCrew(inQuarantine(repository, folder))
    return { id: basename(folder), storage, folder, crew, updates: [], blobs: new Map(), users: 0, leave }
  }

  /** The push has arrived and waits. */
  keep(quarantine: Quarantine): void {
    this.#open.set(quarantine.id, quarantine)
    quarantine.timer = setTimeout(() => void this.end(quarantine), PATIENCE_MS)
    quarantine.timer.unref()
  }

  /** Work on what waits; patience begins anew after it. */
  async during<T>(storage: StorageId, id: string, work: (quarantine: Quarantine) => Promise<T>): Promise<T> {
    const quarantine = this.#find(storage, id)
    clearTimeout(quarantine.timer)
    quarantine.users++
    try {
      return await work(quarantine)
    } finally {
      quarantine.users--
      if (quarantine.users === 0 && this.#open.has(id)) this.keep(quarantine)
    }
  }

  /** The decision is there; nobody else can take it. */
  take(storage: StorageId, id: string): Quarantine {
    const quarantine = this.#find(storage, id)
    this.#open.delete(id)
    clearTimeout(quarantine.timer)
    return quarantine
  }

  /** What cannot be removed now goes at the next start. */
  async end(quarantine: Quarantine): Promise<void> {
    this.#open.delete(quarantine.id)
    clearTimeout(quarantine.timer)
    await quarantine.crew.dismiss()
    quarantine.leave()
    await rm(quarantine.folder, { recursive: true, force: true, maxRetries: 3 }).catch(() => {})
  }

  #find(storage: StorageId, id: string): Quarantine {
    const quarantine = this.#open.get(id)
    if (quarantine?.storage !== storage) throw new NotFound('There is no such quarantine')
    return quarantine
  }
}
