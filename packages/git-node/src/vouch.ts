import { join } from 'node:path'
import { hasManyPacks, type NewObject, type Oid, type OwnObject, type RefSnapshot, writeOwnPack } from '@pail/git'
import { type Machine, repositoryOf } from './machine.ts'
import type { Proposal } from './propose.ts'
import type { Quarantine } from './quarantines.ts'
import { screen } from './screen.ts'
import type { Written } from './writing.ts'

/** More than this goes the way of a push, which does not hold it in memory a second time. */
const MAX_BYTES = 32 * 2 ** 20

/** What is known of a proposal besides. */
export interface Made extends Proposal {
  /** As they were after all of it was there. */
  refs: Promise<RefSnapshot>
  /** The commits that everything was made of. */
  of: readonly Oid[]
  /** The new commit comes after the one that the first ref is expected to name. */
  isOnTop: boolean
  /** What git looks into when it checks a push is as it was checked before. */
  isPlain: boolean
}

/**
 * A push of objects that were made here of what two refs lead to: it is connected and sound because they are, so that
 * nobody needs to look it through again. Nothing where that cannot be said.
 */
export async function vouch(machine: Machine, quarantine: Quarantine, made: Made): Promise<Written | undefined> {
  const { oid, commands, objects, of, isOnTop, isPlain } = made
  const repository = repositoryOf(machine, quarantine.storage)
  const { head, refs } = await made.refs
  const tips = new Set(refs.map(ref => ref.oid))
  const [, ...others] = commands
  const isKnown = of.every(id => tips.has(id)) && isOnTop && others.every(({ new: next }) => next === null)
  const own = objectsInMemory(objects)
  if (!isKnown || !isPlain || !own || hasManyPacks(repository)) return undefined
  if (own.size > 0) await writeOwnPack(join(quarantine.folder, 'pack'), own)
  quarantine.updates = screen(commands, refs).map(update => ({ ...update, kind: update.new && 'commit' }))
  machine.quarantines.keep(quarantine)
  return { oid, quarantine: quarantine.id, head, updates: quarantine.updates, capabilities: [], pushOptions: [] }
}

function objectsInMemory(objects: ReadonlyMap<Oid, NewObject>): Map<Oid, OwnObject> | undefined {
  const own = new Map<Oid, OwnObject>()
  let size = 0
  for (const [oid, { kind, content }] of objects) {
    if (!Buffer.isBuffer(content)) return undefined
    size += content.length
    own.set(oid, { kind, content })
  }
  return size <= MAX_BYTES ? own : undefined
}
