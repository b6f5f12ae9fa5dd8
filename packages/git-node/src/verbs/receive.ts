import type { Readable } from 'node:stream'
import { inQuarantine, type PushPhase, readPushPhase, takePack, WireReader } from '@pail/git'
import type { Received, StorageId, UpdateResult } from '../client.ts'
import { inspect } from '../inspect.ts'
import { type Machine, refsOf, repositoryOf } from '../machine.ts'
import { screen } from '../screen.ts'

export interface Receive {
  body: Readable
  signal: AbortSignal
  onCapabilities: (capabilities: string[]) => void
  onProgress: (line: string) => void
}

/** Takes a push in up to the point where only a decision is missing. */
export async function receive(
  machine: Machine,
  storage: StorageId,
  { body, signal, onCapabilities, onProgress }: Receive,
): Promise<Received> {
  const repository = repositoryOf(machine, storage)
  const reader = new WireReader(body)
  const phase = await readPushPhase(reader)
  onCapabilities(phase.capabilities)
  const updates = screen(phase.commands, (await refsOf(machine, storage)).refs)
  const quarantine = await machine.expectations.meet(storage, repository)
  const { folder, crew } = quarantine
  try {
    const inside = inQuarantine(repository, folder)
    const onLine = (line: string) => onProgress(withoutPaths(line))
    const call = { signal, onLine, indexer: () => crew.call('indexer') }
    const unpackError = isPackNeeded(updates) ? await takePack(inside, reader, call) : undefined
    const isShallow = phase.shallow.length > 0
    if (unpackError === undefined) await inspect(updates, { repository: inside, crew, isShallow, signal })
    signal.throwIfAborted()
    quarantine.updates = updates
    machine.quarantines.keep(quarantine)
    return answer(quarantine.id, phase, updates, unpackError)
  } catch (error) {
    await machine.quarantines.end(quarantine)
    throw error
  }
}

/** Git's complaints may name files on this disk. */
const withoutPaths = (line: string) => line.replaceAll(/(?<=^|[\s'"])\/[^\s'"]+/g, '…')

const isPackNeeded = (updates: readonly UpdateResult[]) => updates.some(({ reason, new: next }) => next && !reason)

function answer(
  quarantine: string,
  { capabilities, pushOptions }: PushPhase,
  updates: UpdateResult[],
  unpackError?: string,
): Received {
  const received = { quarantine, capabilities, pushOptions }
  if (unpackError === undefined) return { ...received, updates }
  return { ...received, unpackError, updates: updates.map(update => ({ ...update, reason: 'unpacker error' })) }
}
