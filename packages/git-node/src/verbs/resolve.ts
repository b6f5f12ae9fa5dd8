import { NotFound } from '@pail/failures'
import { isAbbreviation, isOid, type Oid, objectsLike, type Ref, type Repository } from '@pail/git'
import type { StorageId } from '../client.ts'
import { type Machine, refsOf, repositoryOf } from '../machine.ts'
import { type PublicRefs, publicRefs } from '../public-refs.ts'
import type { Resolution } from '../reading.ts'

export interface Revisions {
  revisions: readonly string[]
  signal: AbortSignal
}

/**
 * A whole hash comes first, as for git, so that no branch of that name hides the commit; then names, among them branches
 * before tags; then what a hash may begin with. What no public ref has or reaches names nothing.
 */
export async function resolve(
  machine: Machine,
  storage: StorageId,
  { revisions, signal }: Revisions,
): Promise<Resolution[]> {
  const looking = {
    machine,
    repository: repositoryOf(machine, storage),
    refs: publicRefs(await refsOf(machine, storage)),
    signal,
  }
  await lookAtOnce(looking, revisions)
  return Promise.all(revisions.map(revision => named(looking, revision)))
}

async function named(looking: Looking, revision: string): Promise<Resolution> {
  const digits = revision.toLowerCase()
  const found = isOid(digits) ? await hashed(looking, digits) : null
  if (found) return found
  const ref = refNamed(looking.refs, revision)
  if (ref) return behind(looking, ref)
  return isAbbreviation(digits) ? abbreviated(looking, digits) : null
}

interface Looking {
  machine: Machine
  repository: Repository
  refs: PublicRefs
  signal: AbortSignal
}

const refNamed = ({ byName, head }: PublicRefs, name: string): Ref | undefined =>
  name === 'HEAD' ? head : (byName.get(name) ?? byName.get(`refs/heads/${name}`) ?? byName.get(`refs/tags/${name}`))

async function behind(
  { machine, repository }: Pick<Looking, 'machine' | 'repository'>,
  { name, oid, peeled }: Ref,
): Promise<Resolution> {
  const target = peeled ?? oid
  const kind = name.startsWith('refs/heads/') ? 'commit' : await machine.objects.kind(repository, target)
  return kind && { oid: target, kind, ref: name, ...(peeled && { tag: oid }) }
}

/** So that many ids cost one process. */
async function lookAtOnce(looking: Looking, revisions: readonly string[]): Promise<void> {
  const { machine, repository, refs, signal } = looking
  const ids = [...new Set(revisions.map(revision => revision.toLowerCase()).filter(isOid))]
  if (ids.length < 2) return
  const are = await Promise.all(ids.map(id => isCommit(looking, id)))
  await machine.reach.among(repository, { refs, commits: ids.filter((_, at) => are[at]), signal })
}

/** A commit, or the object of a tag. */
async function hashed(looking: Looking, id: Oid): Promise<Resolution> {
  const { machine, repository, refs, signal } = looking
  const tag = refs.tags.get(id)
  if (tag) return behind(looking, tag)
  if (!(await isCommit(looking, id))) return null
  const found = await machine.reach.among(repository, { refs, commits: [id], signal })
  return found.has(id) ? { oid: id, kind: 'commit' } : null
}

/** Of several objects that begin so, only those that are public count: nobody learns of the others. */
function abbreviated(looking: Looking, digits: string): Promise<Resolution> {
  const { machine, repository, refs } = looking
  const key = ['abbreviated', repository.dir, refs.etag, digits]
  return machine.answers.get({ key, signal: looking.signal, weigh: () => 200 }, async signal => {
    const ids = await machine.turns.take(`like ${repository.dir}`, () => objectsLike(repository, digits, signal))
    const found = await Promise.all(ids.map(id => hashed({ ...looking, signal }, id)))
    const named = found.filter(resolution => resolution !== null)
    return named.length > 1 ? 'ambiguous' : (named[0] ?? null)
  })
}

async function isCommit({ machine, repository }: Looking, id: Oid): Promise<boolean> {
  try {
    await machine.objects.commit(repository, id)
    return true
  } catch (error) {
    if (error instanceof NotFound) return false
    throw error
  }
}
