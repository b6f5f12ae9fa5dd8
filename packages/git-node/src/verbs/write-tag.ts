import { NotFound } from '@pail/failures'
import { formatTag, type NewTag, objectId, tagRef } from '@pail/git'
import { type Machine, repositoryOf } from '../machine.ts'
import { propose } from '../propose.ts'
import type { Quarantine } from '../quarantines.ts'
import type { Written } from '../writing.ts'
import { objectOf } from './write-commit.ts'

/** Makes an annotated tag up to the point where only a decision is missing. */
export async function writeTag(
  machine: Machine,
  quarantine: Quarantine,
  { signal, ...wish }: Omit<NewTag, 'kind'> & { signal: AbortSignal },
): Promise<Written> {
  const ref = tagRef(wish.name)
  const repository = repositoryOf(machine, quarantine.storage)
  const target = await machine.readers.use(repository, reader => reader.info(wish.target))
  if (!target) throw new NotFound(`There is no object ${wish.target}`)
  const body = formatTag({ ...wish, kind: target.kind })
  const oid = objectId('tag', body)
  const objects = new Map([[oid, objectOf('tag', body)]])
  return propose(machine, quarantine, { oid, commands: [{ ref, old: null, new: oid }], objects, signal })
}
