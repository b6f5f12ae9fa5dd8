import { createHash } from 'node:crypto'
import type { Readable } from 'node:stream'
import { Invalid } from '@pail/failures'
import { areReachable, type Exit, packTerms, uploadPack, wantsOf } from '@pail/git'
import type { StorageId } from '../client.ts'
import { nameOf } from '../content-cache.ts'
import type { Made } from '../flight.ts'
import { type Machine, refsOf, repositoryOf } from '../machine.ts'
import { type PublicRefs, publicRefs } from '../public-refs.ts'

export interface Fetch {
  version: 0 | 2
  request: Buffer
  /** The tag of an answer that the caller still has. */
  known?: string | undefined
  signal: AbortSignal
}

export interface Fetched {
  /** Names an answer that is worth keeping: the same is right as long as the tag is the same. */
  etag?: string
  /** How many bytes there are, when that is known. */
  whole?: number
  /** Nothing when the caller has them. */
  bytes?: Readable
}

/** Answers one request of a fetch, provided that everything it asks for by name is public at this moment. */
export async function fetch(machine: Machine, storage: StorageId, fetch: Fetch): Promise<Fetched> {
  const refs = await publicRefsOf(machine, storage)
  await refuseHidden(machine, storage, { ...fetch, refs })
  const name = namePack(storage, fetch, refs)
  if (name !== undefined && name === fetch.known) return { etag: name }
  const found = await machine.cache.read({ name, scope: storage, signal: fetch.signal }, async signal => {
    const { bytes, end } = await make(machine, storage, { ...fetch, signal })
    // Git reads the refs a little later: what is kept belongs to what they were before and are after.
    const isTrue = async () => name === namePack(storage, fetch, await publicRefsOf(machine, storage))
    return { bytes, end: async size => (await end(size)) && name !== undefined && isTrue().catch(() => false) }
  })
  return { ...found, ...(name !== undefined && found.whole !== undefined && { etag: name }) }
}

export const publicRefsOf = async (machine: Machine, storage: StorageId) => publicRefs(await refsOf(machine, storage))

/** Refuses what is asked for by name and reached by nothing that everybody may see. */
export async function refuseHidden(
  machine: Machine,
  storage: StorageId,
  { request, refs, signal }: Pick<Fetch, 'request' | 'signal'> & { refs: PublicRefs },
): Promise<void> {
  const { tips, tags, etag } = refs
  const others = wantsOf(request).filter(id => !tips.has(id) && !tags.has(id))
  if (others.length === 0) return
  const repository = repositoryOf(machine, storage)
  // A fleet asks for the same commit long after the branch has moved on.
  const key = ['reachable', repository.dir, etag, ...others]
  const areThey = await machine.answers.get({ key, signal, weigh: () => 0 }, signal =>
    areReachable(repository, others, [...tips, ...tags.keys()], signal),
  )
  if (!areThey) throw new Invalid(`not our ref ${others[0]}`)
}

/** Everything a whole pack follows from. The refs are part of it only where they change what is sent. */
function namePack(storage: StorageId, { version, request }: Fetch, refs: PublicRefs): string | undefined {
  const terms = packTerms(version, request)
  if (!terms) return undefined
  const tags = terms.followsTags ? digestOfTags(refs) : ''
  return nameOf(['pack', storage, `${version}`, terms.namesRefs ? refs.etag : '', tags, ...terms.lines])
}

const digests = new WeakMap<PublicRefs, string>()

function digestOfTags(refs: PublicRefs): string {
  const digest =
    digests.get(refs) ??
    createHash('sha256')
      .update([...refs.tags.keys()].join())
      .digest('base64')
  digests.set(refs, digest)
  return digest
}

async function make(machine: Machine, storage: StorageId, { version, request, signal }: Fetch): Promise<Made> {
  const leave = await machine.uploads.take(signal)
  try {
    const { stdout, exit } = uploadPack(repositoryOf(machine, storage), version, request, signal)
    exit.then(leave, leave)
    return { bytes: stdout, end: async size => isSound(await exit, size) }
  } catch (error) {
    leave()
    throw error
  }
}

/** Without a word the client could only guess; with one, the words say it, but only to those who asked now. */
function isSound({ code }: Exit, size: number): boolean {
  if (code !== 0 && size === 0) throw new Invalid('Git cannot answer this request')
  return code === 0
}
