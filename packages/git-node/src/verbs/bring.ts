import { join } from 'node:path'
import { Conflict, NotFound, Unavailable } from '@pail/failures'
import {
  checkConnectivity,
  inQuarantine,
  migrate,
  type Oid,
  type RefName,
  type Repository,
  takePack,
  WireReader,
  writePackSince,
} from '@pail/git'
import type { StorageId } from '../client.ts'
import { type Machine, refsOf, repositoryOf } from '../machine.ts'
import { moveRefs } from '../move-refs.ts'

export interface Bringing {
  from: StorageId
  oid: Oid
  ref: RefName
  old: Oid | null
  signal: AbortSignal
}

/** The objects first, whole and in place; then the ref. Nothing that is being looked for is dropped meanwhile. */
export async function bring(machine: Machine, storage: StorageId, bringing: Bringing): Promise<void> {
  const { from, oid, ref, old, signal } = bringing
  const { presence, objects } = machine
  const leave = [await presence.enter(storage), from === storage ? () => {} : await presence.enter(from)]
  try {
    await objects.commit(repositoryOf(machine, from), oid)
    if (!(await isWhole(machine, storage, { oid, signal }))) await fetchFrom(machine, storage, bringing)
    signal.throwIfAborted()
    const [moved] = await moveRefs(machine, storage, [{ ref, old, new: oid }], { atomic: true })
    if (moved!.reason !== undefined) throw new Conflict(`${ref}: ${moved!.reason}`)
  } finally {
    for (const end of leave) end()
  }
}

/** Whether the commit and everything behind it is here. What a ref names always is. */
async function isWhole(
  machine: Machine,
  storage: StorageId,
  { oid, signal }: Pick<Bringing, 'oid' | 'signal'>,
): Promise<boolean> {
  const { refs } = await refsOf(machine, storage)
  if (refs.some(ref => (ref.peeled ?? ref.oid) === oid)) return true
  const repository = repositoryOf(machine, storage)
  const info = await machine.readers.use(repository, reader => reader.info(oid))
  return info !== null && (await checkConnectivity(repository, { tips: [oid], signal })).connected
}

/** A push from one repository to the other, of what no ref of the other reaches. Its objects were looked through before. */
async function fetchFrom(machine: Machine, storage: StorageId, { from, oid, signal }: Bringing): Promise<void> {
  const repository = repositoryOf(machine, storage)
  const quarantine = await machine.quarantines.begin(storage, repository)
  try {
    const inside = inQuarantine(repository, quarantine.folder)
    await copy(machine, storage, { from, oid, signal, inside })
    const { connected } = await checkConnectivity(inside, { tips: [oid], signal })
    if (!connected) throw new NotFound('The commit is not there whole')
    await migrate(quarantine.folder, join(repository.dir, 'objects'))
  } finally {
    await machine.quarantines.end(quarantine)
  }
}

interface Copying extends Pick<Bringing, 'from' | 'oid' | 'signal'> {
  inside: Repository
}

async function copy(machine: Machine, storage: StorageId, { from, oid, signal, inside }: Copying): Promise<void> {
  const { refs } = await refsOf(machine, storage)
  const known = [...new Set(refs.map(ref => ref.oid))]
  const sending = writePackSince(repositoryOf(machine, storage, from), { tip: oid, known, signal })
  const refused = await takePack(inside, new WireReader(sending.stdout), { signal, own: true })
  const { code } = await sending.exit
  signal.throwIfAborted()
  if (refused !== undefined || code !== 0)
    throw new Unavailable('The commit cannot be copied', { detail: refused ?? `pack-objects: ${code}` })
}
