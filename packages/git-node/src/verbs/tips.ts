import { type CommitObject, type ObjectReader, type Oid, parseTag, type TagObject } from '@pail/git'
import type { StorageId } from '../client.ts'
import { type Machine, repositoryOf } from '../machine.ts'
import type { Tip, TipAsk } from '../reading.ts'

/** Larger ones are not read: so many of them are asked for at once. */
const MAX_TAG_BYTES = 2 * 2 ** 20
const MAX_COMMIT_BYTES = 16 * 2 ** 20

/** What refs lead to: first what kind of thing each is, then the commits among them together. */
export async function tips(machine: Machine, storage: StorageId, asks: readonly TipAsk[]): Promise<Tip[]> {
  const repository = repositoryOf(machine, storage)
  const looked = await machine.readers.use(repository, reader => Promise.all(asks.map(ask => look(reader, ask))))
  const ids = new Set(looked.flatMap(({ commit }) => commit ?? []))
  const commits = new Map<Oid, CommitObject>()
  for (const commit of await machine.objects.commits(repository, [...ids])) commits.set(commit.hash, commit)
  return looked.map(({ commit, tag }) => ({ commit: (commit && commits.get(commit)) ?? null, tag }))
}

async function look(
  reader: ObjectReader,
  { oid, peeled }: TipAsk,
): Promise<{ commit: Oid | null; tag: TagObject | null }> {
  const target = peeled ?? oid
  const [tag, info] = await Promise.all([peeled ? readTag(reader, oid) : null, reader.info(target)])
  return { commit: info?.kind === 'commit' && info.size <= MAX_COMMIT_BYTES ? target : null, tag }
}

async function readTag(reader: ObjectReader, id: Oid): Promise<TagObject | null> {
  const info = await reader.info(id)
  if (info?.kind !== 'tag' || info.size > MAX_TAG_BYTES) return null
  const found = await reader.contents(id, MAX_TAG_BYTES)
  return found && parseTag(id, found.body)
}
