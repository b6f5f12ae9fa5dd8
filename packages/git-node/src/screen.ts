import { isPublicRef, isRefName, type PushCommand, type Ref, type RefName } from '@pail/git'
import type { UpdateResult } from './client.ts'

/** Whoever pushed has seen another value than the ref has now. */
export const MOVED = 'the reference has moved meanwhile; fetch first'

/** Refuses what can be refused without looking at a single object. */
export function screen(commands: readonly PushCommand[], refs: readonly Ref[]): UpdateResult[] {
  const named = new Set(commands.map(({ ref }) => ref))
  const current = new Map(refs.filter(ref => named.has(ref.name)).map(ref => [ref.name as string, ref.oid]))
  const seen = new Set<string>()
  return commands.map(command => {
    const reason = seen.has(command.ref) ? 'the reference is named more than once' : refusal(command, current)
    seen.add(command.ref)
    const update = { ...command, ref: command.ref as RefName, kind: null, peeled: null, forced: false }
    return reason === undefined ? update : { ...update, reason }
  })
}

function refusal({ ref, old, new: next }: PushCommand, current: ReadonlyMap<string, string>): string | undefined {
  if (!isRefName(ref)) return 'funny refname'
  if (!isPublicRef(ref)) return 'deny updating a hidden ref'
  if (old === null && next === null) return 'the reference does not exist'
  return old === (current.get(ref) ?? null) ? undefined : MOVED
}
