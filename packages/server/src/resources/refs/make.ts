import { Conflict, invalid } from '@pail/failures'
import type { Oid } from '@pail/git'
import type { Forge } from '../../kernel/forge.ts'
import { signatureOf } from '../users/signature.ts'
import { land, move } from './landing/land.ts'
import type { Who } from './landing/repository-rules.ts'
import { names, type Place, shown } from './listing.ts'
import { type Named, newName, type Ref, refuseTaken } from './ref.ts'
import type { BranchBody, TagBody } from './view.ts'

type New = Pick<Named, 'kind' | 'name' | 'ref'>

const SHORT = 12

/** Makes a branch at a commit, as a push of it would. */
export async function makeBranch(forge: Forge, who: Who, { name, target }: BranchBody): Promise<Ref> {
  const place = { forge, repository: who.repository }
  const branch: New = { kind: 'branch', name, ref: newName('branch', name) }
  await refuse(place, branch)
  const oid = await commitOf(place, target.hash)
  await landing(place, branch, () => move(forge, who, [{ ref: branch.ref, old: null, new: oid }]))
  return (await shown(place, [{ ...branch, oid }]))[0]!
}

/** Makes an annotated tag at a commit, in the name of the caller. */
export async function makeTag(forge: Forge, who: Who, { name, target, message }: TagBody): Promise<Ref> {
  const place = { forge, repository: who.repository }
  const tag: New = { kind: 'tag', name, ref: newName('tag', name) }
  await refuse(place, tag)
  const peeled = await commitOf(place, target.hash)
  const written = await forge.git.writeTag(who.repository.uuid, {
    name,
    target: peeled,
    message: message || `Added tag ${name} for changeset ${peeled.slice(0, SHORT)}`,
    tagger: await signatureOf(forge.database.reader, who.actor),
  })
  await landing(place, tag, () => land(forge, who, written))
  return (await shown(place, [{ ...tag, oid: written.oid, peeled }]))[0]!
}

const refuse = async (place: Place, wanted: New) => refuseTaken(wanted, await names(place, wanted.kind))

/** The commit that a hash, its beginning, or a branch names. */
async function commitOf({ forge, repository }: Place, text: string): Promise<Oid> {
  const [found = null] = await forge.git.resolve(repository.uuid, [text])
  if (found === 'ambiguous') throw invalid('target.hash', 'more than one commit begins like this')
  if (found?.kind !== 'commit') throw invalid('target.hash', 'no such commit')
  return found.oid
}

/** Whoever comes second hears the same as one who comes much later. */
async function landing(place: Place, wanted: New, land: () => Promise<unknown>): Promise<void> {
  try {
    await land()
  } catch (failure) {
    if (failure instanceof Conflict) await refuse(place, wanted)
    throw failure
  }
}
