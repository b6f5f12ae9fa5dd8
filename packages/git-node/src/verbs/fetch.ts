import { once } from 'node:events'
import type { Readable } from 'node:stream'
import { Invalid } from '@pail/failures'
import { areReachable, isPublicRef, type Oid, uploadPack, wantsOf } from '@pail/git'
import type { StorageId } from '../client.ts'
import { type Machine, refsOf, repositoryOf } from '../machine.ts'

export interface Fetch {
  version: 0 | 2
  request: Buffer
  signal: AbortSignal
}

/** Answers one request of a fetch, provided that everything it asks for by name is public. */
export async function fetch(
  machine: Machine,
  storage: StorageId,
  { version, request, signal }: Fetch,
): Promise<Readable> {
  await refuseHidden(machine, storage, wantsOf(request), signal)
  const { stdout, exit } = uploadPack(repositoryOf(machine, storage), version, request, signal)
  await Promise.race([once(stdout, 'readable'), once(stdout, 'end')])
  // Without a word the client could only guess; with one, the words say it.
  if (stdout.readableLength === 0 && (await exit).code !== 0) throw new Invalid('Git cannot answer this request')
  return stdout
}

async function refuseHidden(
  machine: Machine,
  storage: StorageId,
  wants: readonly Oid[],
  signal: AbortSignal,
): Promise<void> {
  const { refs } = await refsOf(machine, storage)
  const tips = new Set(
    refs.filter(ref => isPublicRef(ref.name)).flatMap(ref => [ref.oid, ...(ref.peeled ? [ref.peeled] : [])]),
  )
  const others = wants.filter(id => !tips.has(id))
  if (others.length === 0 || (await areReachable(repositoryOf(machine, storage), others, [...tips], signal))) return
  throw new Invalid(`not our ref ${others[0]}`)
}
