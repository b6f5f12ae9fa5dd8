import { ATOMIC_FAILURE } from '@pail/git'
import type { GitNode, MovedRef, ProposedUpdate, Received, StorageId, UpdateResult } from '@pail/git-node'
import type { LandingRules, PushFacts, Refusal } from './rules.ts'

/** What git says when a server's policy refuses a push; tools look for it. */
const DECLINED = 'pre-receive hook declined'

/** The answer was lost, and the refs are where they were. */
export const FAILED = 'the server failed; try again'

/** Changes of refs that wait for a decision. */
export interface Pending {
  /** Those with a reason are refused already. */
  updates: readonly UpdateResult[]
  facts: PushFacts
  /** Moves the refs of these updates, some of them or all or none; the answer is in their order. */
  move(updates: readonly ProposedUpdate[]): Promise<readonly Pick<MovedRef, 'reason'>[]>
  /** Where every ref is now. */
  tips(): Promise<ReadonlyMap<string, string>>
  /** Nothing is to become of them. */
  drop(): Promise<void>
}

export interface Outcome {
  results: UpdateResult[]
  refusals: readonly Refusal[]
}

/** Asks the rules, notes the intent, moves the refs, and has the event written: in this order, whatever happens. */
export async function decide(pending: Pending, rules: LandingRules): Promise<Outcome> {
  const { updates, facts } = pending
  const open = updates.filter(update => update.reason === undefined)
  if (open.length === 0) return drop(pending, '', [])
  if (facts.atomic && open.length < updates.length) return drop(pending, ATOMIC_FAILURE, [])
  const intent = await admitted(pending, rules, open)
  if (typeof intent !== 'string') return drop(pending, DECLINED, intent)
  const results = await moved(pending, open)
  await rules.settle(intent, results)
  return { results: merge(updates, results), refusals: [] }
}

/** Objects that wait in a quarantine, and the refs that are to name them. */
export function pendingIn(git: GitNode, storage: StorageId, received: Received): Pending {
  const { quarantine, updates, head, pushOptions, capabilities } = received
  const atomic = capabilities.includes('atomic')
  return {
    updates,
    facts: { head, atomic, options: pushOptions },
    move: open => git.commit(storage, { quarantine, refs: open.map(({ ref }) => ref), atomic }),
    tips: () => tipsOf(git, storage),
    drop: () => git.discard(storage, quarantine),
  }
}

export async function tipsOf(git: GitNode, storage: StorageId): Promise<Map<string, string>> {
  return new Map((await git.refs(storage)).refs.map(({ name, oid }) => [name, oid]))
}

/** The name of the intent, or the refusals for which there is none. */
async function admitted(
  { facts, drop }: Pending,
  rules: LandingRules,
  open: readonly ProposedUpdate[],
): Promise<string | readonly Refusal[]> {
  try {
    const refusals = await rules.admit(open, facts)
    return refusals.length > 0 ? refusals : await rules.intend(open)
  } catch (error) {
    await drop().catch(() => {})
    throw error
  }
}

async function drop({ updates, drop }: Pending, reason: string, refusals: readonly Refusal[]): Promise<Outcome> {
  await drop()
  return { results: updates.map(update => ({ ...update, reason: update.reason ?? reason })), refusals }
}

/** When the answer is lost, the refs themselves tell what happened to them. */
async function moved({ move, tips }: Pending, open: readonly ProposedUpdate[]): Promise<UpdateResult[]> {
  try {
    const answers = await move(open)
    return open.map((update, at) => withReason(update, answers[at]?.reason))
  } catch {
    const now = await tips()
    return open.map(update => withReason(update, (now.get(update.ref) ?? null) === update.new ? undefined : FAILED))
  }
}

const withReason = (update: ProposedUpdate, reason: string | undefined): UpdateResult =>
  reason === undefined ? update : { ...update, reason }

function merge(updates: readonly UpdateResult[], results: readonly UpdateResult[]): UpdateResult[] {
  const settled = new Map(results.map(result => [result.ref, result]))
  return updates.map(update => (update.reason === undefined ? (settled.get(update.ref) ?? update) : update))
}
