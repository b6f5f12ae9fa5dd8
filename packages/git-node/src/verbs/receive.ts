import type { Readable } from 'node:stream'
import { readPushPhase, WireReader } from '@pail/git'
import { arrive } from '../arrive.ts'
import type { Received, StorageId } from '../client.ts'
import { type Machine, refsOf, repositoryOf } from '../machine.ts'
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
    return await arrive(machine.quarantines, quarantine, { repository, reader, phase, head, updates, call })
  } finally {
    void reader.skip()
  }
}
