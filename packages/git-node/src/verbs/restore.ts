import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { Conflict, Invalid } from '@pail/failures'
import {
  branchRef,
  checkConnectivity,
  formatRefs,
  init,
  parseRefs,
  type RefSnapshot,
  type Repository,
  readRefs,
  setHead,
  takePack,
  WireReader,
  writePackedRefs,
} from '@pail/git'
import type { StorageId } from '../client.ts'
import { folderOf, passingFolder, settle } from '../disk.ts'
import type { Machine } from '../machine.ts'
import { SNAPSHOT_HEADER } from '../snapshot-format.ts'

const MAX_REFS_BYTES = 256 * 2 ** 20

/** Nothing is there until everything in the snapshot has been found whole and equal. */
export async function restore(
  { git, disk }: Machine,
  storage: StorageId,
  body: Readable,
  signal: AbortSignal,
): Promise<void> {
  if (existsSync(folderOf(disk, storage))) throw new Conflict('The storage exists already')
  const folder = passingFolder(disk)
  try {
    await init(git, folder, branchRef('main'))
    await fill({ git, dir: folder }, new WireReader(body), signal)
    await settle(disk, folder, storage)
  } catch (error) {
    await rm(folder, { recursive: true, force: true })
    throw error
  }
}

async function fill(repository: Repository, reader: WireReader, signal: AbortSignal): Promise<void> {
  const text = await reader.until('\n\n', MAX_REFS_BYTES)
  if (!text.startsWith(SNAPSHOT_HEADER)) throw new Invalid('This is not the snapshot of a repository')
  const wanted = parseRefs(`${text.slice(SNAPSHOT_HEADER.length)}\n`)
  if (wanted.refs.length > 0) await takeObjects(repository, reader, wanted, signal)
  await writePackedRefs(repository.dir, wanted.refs)
  if (wanted.head) await setHead(repository, wanted.head)
  const { snapshot } = await readRefs(repository, new Map())
  if (formatRefs(snapshot) !== formatRefs(wanted))
    throw new Invalid('The snapshot does not give the refs that it lists')
}

async function takeObjects(
  repository: Repository,
  reader: WireReader,
  { refs }: Omit<RefSnapshot, 'etag'>,
  signal: AbortSignal,
): Promise<void> {
  const refused = await takePack(repository, reader, { signal, own: true })
  if (refused !== undefined) throw new Invalid('The snapshot holds a damaged pack', { detail: refused })
  const tips = [...new Set(refs.map(ref => ref.oid))]
  const { connected } = await checkConnectivity(repository, { tips, signal })
  if (!connected) throw new Invalid('The snapshot lacks objects')
}
