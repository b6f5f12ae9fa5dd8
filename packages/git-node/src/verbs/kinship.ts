import { aheadBehind as countBoth, mergeBase as findBase, type Oid } from '@pail/git'
import type { StorageId } from '../client.ts'
import { type Machine, repositoryOf } from '../machine.ts'
import type { AheadBehind } from '../reading.ts'

interface Pair {
  a: Oid
  b: Oid
  other: StorageId | undefined
  signal: AbortSignal
}

export function mergeBase(machine: Machine, storage: StorageId, { a, b, other, signal }: Pair): Promise<Oid | null> {
  const repository = repositoryOf(machine, storage, other)
  const wish = { key: ['merge-base', repository.dir, a, b], signal, weigh: few }
  return machine.answers.get(wish, signal => findBase(repository, a, b, signal))
}

export function aheadBehind(machine: Machine, storage: StorageId, { a, b, other, signal }: Pair): Promise<AheadBehind> {
  const repository = repositoryOf(machine, storage, other)
  const wish = { key: ['ahead-behind', repository.dir, a, b], signal, weigh: few }
  return machine.answers.get(wish, signal => countBoth(repository, a, b, signal))
}

const few = () => 100
