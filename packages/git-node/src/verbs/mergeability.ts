import { mkdir, rm } from 'node:fs/promises'
import { inQuarantine, mergePairs, type Oid } from '@pail/git'
import type { StorageId } from '../client.ts'
import { passingFolder } from '../disk.ts'
import { type Machine, repositoryOf } from '../machine.ts'
import type { Mergeability, MergePair } from '../merging.ts'

/** Answers follow from the two ids alone, so that each is looked for once. */
export async function mergeability(
  machine: Machine,
  storage: StorageId,
  { pairs, signal }: { pairs: readonly MergePair[]; signal: AbortSignal },
): Promise<Mergeability[]> {
  const { dir } = repositoryOf(machine, storage)
  const keys = pairs.map(({ ours, theirs }) => `${dir} ${ours} ${theirs}`)
  const answers = new Map<string, Mergeability | undefined>(keys.map(key => [key, machine.mergeable.get(key)]))
  const unknown = [...answers].filter(([, answer]) => answer === undefined).map(([key]) => key)
  const asked = unknown.map(key => pairs[keys.indexOf(key)]!)
  const found = await lookAside(machine, storage, { pairs: asked, signal })
  for (const [at, key] of unknown.entries()) answers.set(key, machine.mergeable.set(key, found[at]!))
  return keys.map(key => answers.get(key)!)
}

/** The files of a merge that nobody has asked for go away with the folder that they are in. */
async function lookAside(
  machine: Machine,
  storage: StorageId,
  { pairs, signal }: { pairs: readonly { ours: Oid; theirs: Oid }[]; signal: AbortSignal },
): Promise<Mergeability[]> {
  if (pairs.length === 0) return []
  const folder = passingFolder(machine.disk)
  await mkdir(folder)
  try {
    const aside = inQuarantine(repositoryOf(machine, storage), folder)
    return await machine.merging.during(signal, () => mergePairs(aside, pairs, signal))
  } finally {
    // Nobody waits for what is only tidying.
    void rm(folder, { recursive: true, force: true }).catch(() => {})
  }
}
