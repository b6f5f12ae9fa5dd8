import type { GitNode, ProposedUpdate, Received, UpdateResult } from '@pail/git-node'
import type { PushRules } from './gate.ts'

/** What git says when a server's policy refuses a push; tools look for it. */
export const DECLINED = 'pre-receive hook declined'

const ATOMIC_FAILURE = 'atomic push failed'

/** A push that waits for a decision. */
export interface Pending {
  gitNode: GitNode
  storage: string
  rules: PushRules
  received: Received
}

export interface Outcome {
  results: UpdateResult[]
  words: readonly string[]
}

/** Asks the rules, notes the intent, moves the refs, and has the event written: in this order, whatever happens. */
export async function decide(pending: Pending): Promise<Outcome> {
  const { rules, received } = pending
  const isAtomic = received.capabilities.includes('atomic')
  const open = received.updates.filter(update => update.reason === undefined)
  if (open.length === 0) return drop(pending, '', [])
  if (isAtomic && open.length < received.updates.length) return drop(pending, ATOMIC_FAILURE, [])
  const intent = await admitted(pending, open, isAtomic)
  if (typeof intent !== 'string') return drop(pending, DECLINED, intent)
  const results = await move(pending, open, isAtomic)
  await rules.settle(intent, results)
  const words = results.some(({ reason }) => reason === undefined) ? await rules.words(results) : []
  return { results: merge(received.updates, results), words }
}

/** The name of the intent, or the reasons why there is none. */
async function admitted(
  { gitNode, storage, rules, received }: Pending,
  open: readonly ProposedUpdate[],
  atomic: boolean,
): Promise<string | string[]> {
  try {
    const { head, pushOptions: options } = received
    const refusals = await rules.admit(open, { head, atomic, options })
    return refusals.length > 0 ? refusals.map(({ reason }) => reason) : await rules.intend(open)
  } catch (error) {
    await gitNode.discard(storage, received.quarantine).catch(() => {})
    throw error
  }
}

async function drop(
  { gitNode, storage, received }: Pending,
  reason: string,
  words: readonly string[],
): Promise<Outcome> {
  await gitNode.discard(storage, received.quarantine)
  return { results: received.updates.map(update => ({ ...update, reason: update.reason ?? reason })), words }
}

/** When the answer is lost, the refs themselves tell what happened to them. */
async function move(
  { gitNode, storage, received }: Pending,
  open: readonly ProposedUpdate[],
  atomic: boolean,
): Promise<UpdateResult[]> {
  try {
    return await gitNode.commit(storage, { quarantine: received.quarantine, refs: open.map(({ ref }) => ref), atomic })
  } catch {
    const { refs } = await gitNode.refs(storage)
    const tips = new Map(refs.map(ref => [ref.name, ref.oid]))
    return open.map(update =>
      (tips.get(update.ref) ?? null) === update.new ? update : { ...update, reason: 'the server failed; try again' },
    )
  }
}

function merge(updates: readonly UpdateResult[], results: readonly UpdateResult[]): UpdateResult[] {
  const settled = new Map(results.map(result => [result.ref, result]))
  return updates.map(update => (update.reason === undefined ? (settled.get(update.ref) ?? update) : update))
}
