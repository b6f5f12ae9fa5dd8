import { mkdir, rm } from 'node:fs/promises'
import { Invalid } from '@pail/failures'
import { type Oid, type RefChange, type RefName, UNRELATED } from '@pail/git'
import { passingFolder } from '../disk.ts'
import { type Machine, refsOf, repositoryOf } from '../machine.ts'
import { type Composed, STRATEGIES, type Wish } from '../merging/strategies.ts'
import { Workbench } from '../merging/workbench.ts'
import type { MergeStrategy, Merging } from '../merging.ts'
import { propose } from '../propose.ts'
import type { Quarantine } from '../quarantines.ts'
import { vouch } from '../vouch.ts'
import { mergeBase } from './kinship.ts'

export interface MergeWish extends Wish {
  strategy: MergeStrategy
  ref: RefName
  old: Oid | null
  also: readonly RefChange[]
  sign: boolean
  signal: AbortSignal
}

async function tidy(bench: Workbench, folder: string): Promise<void> {
  await bench.close()
  await rm(folder, { recursive: true, force: true })
}

/** Makes a merge up to the point where only a decision is missing, as a push of it would come. */
export async function merge(machine: Machine, quarantine: Quarantine, wish: MergeWish): Promise<Merging> {
  const repository = repositoryOf(machine, quarantine.storage)
  await machine.objects.commits(repository, [wish.ours, wish.theirs])
  const folder = passingFolder(machine.disk)
  await mkdir(folder)
  const sign = async (payload: Buffer) => (wish.sign ? machine.signer.sign(payload) : undefined)
  const bench = new Workbench(machine, { repository, folder, signal: wish.signal, sign })
  const refs = refsOf(machine, quarantine.storage)
  refs.catch(() => {})
  // Once the merge has begun: starting a process holds everything else up.
  setImmediate(() => void quarantine.crew.assemble(['updater']).catch(() => {}))
  try {
    const composed = await machine.merging.during(wish.signal, () => compose(bench, quarantine, wish))
    if (!('tip' in composed)) {
      void machine.quarantines.end(quarantine)
      return composed
    }
    const { tip: oid } = composed
    const commands = [{ ref: wish.ref, old: wish.old, new: oid }, ...wish.also]
    const objects = await bench.objects()
    const of = [wish.ours, wish.theirs]
    const isOnTop = wish.old === wish.ours
    const made = { oid, commands, objects, refs, of, isOnTop, isPlain: await bench.isPlain(of) }
    const vouched = await vouch(machine, quarantine, made)
    wish.signal.throwIfAborted()
    return { written: vouched ?? (await propose(machine, quarantine, { ...made, signal: wish.signal })) }
  } finally {
    // Nobody waits for what is only tidying.
    void tidy(bench, folder).catch(() => {})
  }
}

function compose(bench: Workbench, { storage }: Quarantine, wish: MergeWish): Promise<Composed> {
  const { ours: a, theirs: b, signal } = wish
  return STRATEGIES[wish.strategy](bench, wish, async () => {
    const base = await mergeBase(bench.machine, storage, { a, b, other: undefined, signal })
    if (base === null) throw new Invalid(UNRELATED)
    return base
  })
}
