import {
  checkConnectivity,
  isAncestor,
  type ObjectFacts,
  type Oid,
  objectFacts,
  type PushCrew,
  type Reach,
  type Repository,
} from '@pail/git'
import type { UpdateResult } from './client.ts'

export interface Inspection {
  repository: Repository
  crew: PushCrew
  /** The pusher's own history is cut off somewhere. */
  isShallow: boolean
  signal: AbortSignal
}

/** Completes the updates of a push by what its objects say, and refuses those that would leave a ref half there. */
export async function inspect(updates: readonly UpdateResult[], inspection: Inspection): Promise<void> {
  const { repository, crew, signal } = inspection
  const open = updates.filter(update => update.new && !update.reason)
  const tips = tipsOf(open)
  const about = open.flatMap(({ old, new: next }) => [old, next].filter(id => id !== null))
  const reach = await checkConnectivity(repository, { tips, about, signal, walker: () => crew.call('walker') })
  if (!reach.connected) await blame(open, inspection)
  const sound = open.filter(update => !update.reason)
  const facts = await kinds(repository, sound, reach)
  for (const update of sound) await complete(repository, update, facts, tips.length === 1 ? reach.reached : new Set())
}

const tipsOf = (updates: readonly UpdateResult[]): Oid[] => [...new Set(updates.flatMap(({ new: next }) => next ?? []))]

/** Something is missing, but not every ref need be the one that misses it. */
async function blame(updates: readonly UpdateResult[], { repository, isShallow, signal }: Inspection): Promise<void> {
  const reason = isShallow ? 'shallow update not allowed' : 'missing necessary objects'
  for (const update of updates) {
    const isAlone = updates.length === 1
    const { connected } = isAlone
      ? { connected: false }
      : await checkConnectivity(repository, { tips: [update.new!], signal })
    if (!connected) update.reason = reason
  }
}

/** A new commit with parents was seen to be one; only for the rest is git asked again. */
async function kinds(
  repository: Repository,
  updates: readonly UpdateResult[],
  reach: Reach,
): Promise<Map<Oid, ObjectFacts>> {
  const unknown = tipsOf(updates).filter(id => !reach.parents.has(id))
  const facts = await objectFacts(repository, unknown)
  for (const id of reach.parents.keys()) facts.set(id, { kind: 'commit', peeled: null })
  return facts
}

async function complete(
  repository: Repository,
  update: UpdateResult,
  facts: Map<Oid, ObjectFacts>,
  reached: ReadonlySet<Oid>,
): Promise<void> {
  const { kind, peeled } = facts.get(update.new!)!
  Object.assign(update, { kind, peeled })
  const isBranch = update.ref.startsWith('refs/heads/')
  if (isBranch && kind !== 'commit') update.reason = 'a branch can only hold commits'
  else if (isBranch && update.old && !reached.has(update.old) && update.old !== update.new) {
    update.forced = !(await isAncestor(repository, update.old, update.new!))
  } else if (!isBranch && update.old) update.forced = update.old !== update.new
}
