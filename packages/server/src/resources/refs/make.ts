import { Conflict } from '@pail/failures'
import type { Oid } from '@pail/git'
import type { Db } from '../../db/tables/index.ts'
import type { Forge } from '../../kernel/forge.ts'
import type { Repository } from '../repositories/repository.ts'
import { signatureOf } from '../users/signature.ts'
import { land, move } from './landing/land.ts'
import type { Who } from './landing/repository-rules.ts'
import { names, shown } from './listing.ts'
import { type Named, newName, type Ref, refuseTaken, wrong } from './ref.ts'
import type { BranchBody, TagBody } from './view.ts'

type New = Pick<Named, 'kind' | 'name' | 'ref'>

const SHORT = 12

/** Makes a branch at a commit, as a push of it would. */
export async function makeBranch(forge: Forge, who: Who, { name, target }: BranchBody): Promise<Ref> {
  const branch: New = { kind: 'branch', name, ref: newName('branch', name) }
  await refuse(forge, who.repository, branch)
  const oid = await commitOf(forge, who.repository, target.hash)
  await landing(forge, who.repository, branch, () => move(forge, who, [{ ref: branch.ref, old: null, new: oid }]))
  return (await shown(forge, who.repository, [{ ...branch, oid }]))[0]!
}

/** Makes an annotated tag at a commit, in the name of the caller. */
export async function makeTag(db: Db, forge: Forge, who: Who, body: TagBody): Promise<Ref> {
  const { repository, actor } = who
  const tag: New = { kind: 'tag', name: body.name, ref: newName('tag', body.name) }
  await refuse(forge, repository, tag)
  const target = await commitOf(forge, repository, body.target.hash)
  const message = body.message || `Added tag ${tag.name} for changeset ${target.slice(0, SHORT)}`
  const tagger = await signatureOf(db, actor)
  const written = await forge.git.writeTag(repository.uuid, { name: tag.name, target, message, tagger })
  await landing(forge, repository, tag, () => land(forge, who, written))
  return (await shown(forge, repository, [{ ...tag, oid: written.oid, peeled: target }]))[0]!
}

const refuse = async (forge: Forge, repository: Repository, wanted: New) =>
  refuseTaken(wanted, await names(forge, repository, wanted.kind))

/** The commit that a hash, its beginning, or a branch names. */
async function commitOf({ git }: Forge, { uuid }: Repository, text: string): Promise<Oid> {
  const [found = null] = await git.resolve(uuid, [text])
  if (found === 'ambiguous') throw wrong('target.hash', 'more than one commit begins like this')
  if (found?.kind !== 'commit') throw wrong('target.hash', 'no such commit')
  return found.oid
}

/** Whoever comes second hears the same as one who comes much later. */
async function landing(forge: Forge, repository: Repository, wanted: New, land: () => Promise<unknown>): Promise<void> {
  try {
    await land()
  } catch (failure) {
    if (failure instanceof Conflict) await refuse(forge, repository, wanted)
    throw failure
  }
}
