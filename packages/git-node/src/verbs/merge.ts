import { mkdir, rm } from 'node:fs/promises'
import { Invalid } from '@pail/failures'
import type { Oid, RefChange, RefName } from '@pail/git'
import type { StorageId } from '../client.ts'
import { passingFolder } from '../disk.ts'
import { type Machine, repositoryOf } from '../machine.ts'
import { CONTAINED, type Composed, STRATEGIES, type Wish } from '../merging/strategies.ts'
import { Workbench } from '../merging/workbench.ts'
import type { MergeStrategy, Merging } from '../merging.ts'
import { propose } from '../propose.ts'
import type { Quarantine } from '../quarantines.ts'
import { mergeBase } from './kinship.ts'

export interface MergeWish extends Wish {
  strategy: MergeStrategy
  ref: RefName
  old: Oid | null
  also: readonly RefChange[]
  sign: boolean
  signal: AbortSignal
}

/** Makes a merge up to the point where only a decision is missing, as a push of it would come. */
export async function merge(machine: Machine, quarantine: Quarantine, wish: MergeWish): Promise<Merging> {
  const repository = repositoryOf(machine, quarantine.storage)
  await machine.objects.commits(repository, [wish.ours, wish.theirs])
  const folder = passingFolder(machine.disk)
  await mkdir(folder)
  try {
    const sign = async (payload: Buffer) => (wish.sign ? machine.signer.sign(payload) : undefined)
    const bench = new Workbench(machine, { repository, folder, signal: wish.signal, sign })
    const composed = await machine.merging.during(wish.signal, () => compose(bench, quarantine, wish))
    if (!('tip' in composed)) {
      void machine.quarantines.end(quarantine)
      return composed
    }
    const { tip: oid } = composed
    const commands = [{ ref: wish.ref, old: wish.old, new: oid }, ...wish.also]
    const objects = await bench.objects()
    return { written: await propose(machine, quarantine, { oid, commands, objects, signal: wish.signal }) }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function compose(bench: Workbench, { storage }: Quarantine, wish: MergeWish): Promise<Composed> {
  const base = related(bench.machine, storage, wish)
  base.catch(() => {})
  const composed = await STRATEGIES[wish.strategy](bench, wish, base)
  return (await base) === wish.theirs ? CONTAINED : composed
}

async function related(machine: Machine, storage: StorageId, { ours, theirs, signal }: MergeWish): Promise<Oid> {
  const base = await mergeBase(machine, storage, { a: ours, b: theirs, other: undefined, signal })
  if (base === null) throw new Invalid('The two branches have no history in common')
  return base
}
