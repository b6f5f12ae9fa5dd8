import { inQuarantine, type PushPhase, type RefName, type Repository, takePack, type WireReader } from '@pail/git'
import type { Received, UpdateResult } from './client.ts'
import { inspect } from './inspect.ts'
import type { Quarantine, Quarantines } from './quarantines.ts'

/** A push whose commands are known. */
export interface Arrival {
  repository: Repository
  /** Absent when all objects are there already. */
  reader: WireReader | undefined
  phase: PushPhase
  head: RefName | null
  updates: UpdateResult[]
  call: { signal: AbortSignal; onProgress: (line: string) => void }
}

/** Takes the objects of a push in and looks at them; the answer waits for a decision. */
export async function arrive(quarantines: Quarantines, quarantine: Quarantine, arrival: Arrival): Promise<Received> {
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
  const pack = isPackNeeded(updates) ? reader : undefined
  const unpackError = pack && (await takePack(inside, pack, { signal, onLine, indexer }))
  const isShallow = phase.shallow.length > 0
  if (unpackError === undefined) await inspect(updates, { repository: inside, crew, isShallow, signal })
  return unpackError
}

/** Git's complaints may name files on this disk. */
const withoutPaths = (line: string) => line.replaceAll(/(?<=^|[\s'"])\/[^\s'"]+/g, '…')

const isPackNeeded = (updates: readonly UpdateResult[]) => updates.some(({ reason, new: next }) => next && !reason)
