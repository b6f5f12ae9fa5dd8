import { Invalid } from '@pail/failures'
import { type Member, type NewObject, type Oid, type PushCommand, packOf, WireReader } from '@pail/git'
import { arrive } from './arrive.ts'
import type { StorageId } from './client.ts'
import { type Machine, refsOf, repositoryOf } from './machine.ts'
import type { Quarantine } from './quarantines.ts'
import { screen } from './screen.ts'
import type { Written } from './writing.ts'

export interface Proposal {
  /** What the first ref is to name. */
  oid: Oid
  commands: readonly PushCommand[]
  objects: ReadonlyMap<Oid, NewObject>
}

/** A push that is made here instead of received: git takes the pack in by the same rules, and it waits like others. */
export async function propose(
  machine: Machine,
  quarantine: Quarantine,
  { oid, commands, objects, signal }: Proposal & { signal: AbortSignal },
): Promise<Written> {
  const { head, refs } = await refsOf(machine, quarantine.storage)
  const pack = packOf([...objects.values()])
  const complaints: string[] = []
  try {
    const received = await arrive(machine.quarantines, quarantine, {
      repository: repositoryOf(machine, quarantine.storage),
      reader: objects.size > 0 ? new WireReader(pack) : undefined,
      phase: { commands: [...commands], shallow: [], capabilities: [], pushOptions: [] },
      head,
      updates: screen(commands, refs),
      call: { signal, onProgress: line => complaints.push(line) },
    })
    if (received.unpackError !== undefined) throw new Invalid(sentence(received.unpackError, complaints))
    return { ...received, oid }
  } finally {
    void pack.return(undefined)
  }
}

/** Everything that is written by a call, in its quarantine; what fails leaves nothing there. */
export async function inQuarantineOf<T>(
  machine: Machine,
  { storage, id, members }: { storage: StorageId; id: string | undefined; members?: readonly Member[] | undefined },
  work: (quarantine: Quarantine) => Promise<T>,
): Promise<T> {
  const repository = repositoryOf(machine, storage)
  const { quarantines, expectations } = machine
  const quarantine = id === undefined ? await expectations.meet(storage, repository) : quarantines.take(storage, id)
  try {
    // Git starts while the trees are read.
    void quarantine.crew.assemble(members).catch(() => {})
    return await work(quarantine)
  } catch (error) {
    await quarantines.end(quarantine)
    throw error
  }
}

/** The rule that was broken, where git names one. */
function sentence(unpackError: string, complaints: readonly string[]): string {
  const rule = complaints.map(line => /^error: object [0-9a-f]+: (\w+: .*)/.exec(line)?.[1]).find(Boolean)
  return rule === undefined ? unpackError : `${unpackError}: ${rule}`
}
