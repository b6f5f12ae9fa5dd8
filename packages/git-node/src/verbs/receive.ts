import type { Readable } from 'node:stream'
import {
  inQuarantine,
  type PushPhase,
  type RefName,
  type Repository,
  readPushPhase,
  takePack,
  WireReader,
} from '@pail/git'
import type { Received, StorageId, UpdateResult } from '../client.ts'
import { inspect } from '../inspect.ts'
import { type Machine, refsOf, repositoryOf } from '../machine.ts'
import type { Quarantine, Quarantines } from '../quarantines.ts'
import { screen } from '../screen.ts'

export interface Receive {
  body: Readable
  signal: AbortSignal
  onCapabilities: (capabilities: string[]) => void
  onProgress: (line: string) => void
}

/** Takes a push in up to the point where only a decision is missing. */
export async function receive(machine: Machine, storage: StorageId, call: Receive): Promise<Received> {
  const repository = repositoryOf(machine, storage)
  const reader = new WireReader(call.body)
  try {
    const phase = await readPushPhase(reader)
    call.onCapabilities(phase.capabilities)
    const { head, refs } = await refsOf(machine, storage)
    const updates = screen(phase.commands, refs)
    const quarantine = await machine.expectations.meet(storage, repository)
    return await fill(machine.quarantines, quarantine, { repository, reader, phase, head, updates, call })
  } finally {
    void reader.skip()
  }
}

interface Arrival {
  repository: Repository
  reader: WireReader
  phase: PushPhase
  head: RefName | null
  updates: UpdateResult[]
  call: Receive
}

async function fill(quarantines: Quarantines, quarantine: Quarantine, arrival: Arrival): Promise<Received> {
  const { updates, head, phase, call } = arrival
  try {
    const unpackError = await takeObjects(quarantine, arrival)
    call.signal.throwIfAborted()
    quarantine.updates = unpackError === undefined ? updates : updates.map(refusedPack)
    quarantines.keep(quarantine)
    const { capabilities, pushOptions } = phase
    const received = { quarantine: quarantine.id, head, updates: quarantine.updates, capabilities, pushOptions }
    return unpackError === undefined ? received : { ...received, unpackError }
  } catch (error) {
    await quarantines.end(quarantine)
    throw error
  }
}

const refusedPack = (update: UpdateResult): UpdateResult => ({ ...update, reason: 'unpacker error' })

async function takeObjects(
  { folder, crew }: Quarantine,
  { repository, reader, phase, updates, call }: Arrival,
): Promise<string | undefined> {
  const { signal, onProgress } = call
  const inside = inQuarantine(repository, folder)
  const onLine = (line: string) => onProgress(withoutPaths(line))
  const indexer = () => crew.call('indexer')
  const unpackError = isPackNeeded(updates) ? await takePack(inside, reader, { signal, onLine, indexer }) : undefined
  const isShallow = phase.shallow.length > 0
  if (unpackError === undefined) await inspect(updates, { repository: inside, crew, isShallow, signal })
  return unpackError
}

/** Git's complaints may name files on this disk. */
const withoutPaths = (line: string) => line.replaceAll(/(?<=^|[\s'"])\/[^\s'"]+/g, '…')

const isPackNeeded = (updates: readonly UpdateResult[]) => updates.some(({ reason, new: next }) => next && !reason)
