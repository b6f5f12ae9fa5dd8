import type { Repository } from './git.ts'
import { leftOver } from './left-over.ts'
import { linesOf } from './lines.ts'
import { type Oid, ZERO_OID } from './oid.ts'
import type { RefName } from './ref-name.ts'
import { type Running, start } from './run.ts'

/** A wish to move one ref from where it was seen to be. Null is the absence of the ref. */
export interface RefChange {
  ref: RefName
  old: Oid | null
  new: Oid | null
}

/** What the others are told when one of an atomic set cannot be done. */
export const ATOMIC_FAILURE = 'atomic push failed'

export interface Manner {
  /** All or none. */
  atomic: boolean
  /** Waits for the changes already. */
  updater?: () => Running
}

/**
 * Moves refs by compare-and-swap and gives the reason for each that did not move. One transaction holds all; only when
 * it fails, and the caller does not ask for all or nothing, each ref gets a transaction of its own. Of a transaction that
 * was killed when it had moved some refs the others are moved as well. To be asked by whoever has the repository's turn.
 */
export async function updateRefs(
  repository: Repository,
  changes: readonly RefChange[],
  { atomic, updater = () => startUpdate(repository) }: Manner,
): Promise<Map<RefName, string>> {
  if (changes.length === 0) return new Map()
  const together = await transact(updater(), [changes])
  if (together.done === 1) return new Map()
  if (together.isKilled) {
    const left = await leftOver(repository, changes)
    if (left.length < changes.length) return updateRefs(repository, left, { atomic })
  }
  if (changes.length === 1) return new Map([[changes[0]!.ref, together.reason]])
  return atomic ? allRefused(changes, together.reason) : separately(repository, changes)
}

export const startUpdate = (repository: Repository): Running =>
  start(repository, { args: ['update-ref', '--no-deref', '--stdin'] })

/** Git ends at the first transaction that fails, so what comes after it is asked for again. */
async function separately(repository: Repository, changes: readonly RefChange[]): Promise<Map<RefName, string>> {
  const refused = new Map<RefName, string>()
  for (let at = 0; at < changes.length; at++) {
    const each = changes.slice(at).map(change => [change])
    const { done, reason } = await transact(startUpdate(repository), each)
    at += done
    if (at < changes.length) refused.set(changes[at]!.ref, reason)
  }
  return refused
}

function allRefused(changes: readonly RefChange[], reason: string): Map<RefName, string> {
  return new Map(changes.map(({ ref }) => [ref, reason.includes(ref) ? reason : ATOMIC_FAILURE]))
}

interface Ending {
  /** Sets that are committed. */
  done: number
  reason: string
  isKilled: boolean
}

/** Runs the sets one after the other. Without the word commit nothing moves: a torn input changes nothing. */
async function transact(running: Running, sets: readonly (readonly RefChange[])[]): Promise<Ending> {
  running.stdin.end(sets.map(changes => ['start', ...changes.map(line), 'prepare', 'commit', ''].join('\n')).join(''))
  let done = 0
  for await (const said of linesOf(running.stdout)) {
    if (said === 'commit: ok') done++
    // What is committed stays so; how the process ends does not matter.
    if (done === sets.length) return { done, reason: '', isKilled: false }
  }
  const { code, stderr } = await running.exit
  return { done, reason: reasonIn(stderr), isKilled: code === null }
}

function line({ ref, old, new: next }: RefChange): string {
  if (next === null) return `delete ${ref} ${old ?? ''}`.trimEnd()
  return old === null ? `create ${ref} ${next}` : `update ${ref} ${next} ${old ?? ZERO_OID}`
}

/** Git's own words name files on our disk, so they are told in others. */
function reasonIn(stderr: string): string {
  const told = REASONS.find(([pattern]) => pattern.test(stderr))
  return told ? told[1] : 'the reference cannot be updated'
}

const REASONS: readonly (readonly [RegExp, string])[] = [
  [
    /is at [0-9a-f]+ but expected|reference already exists|unable to resolve reference/,
    'the reference has moved meanwhile; fetch first',
  ],
  [
    /exists; cannot create|there is a non-empty directory|cannot process .* and .* at the same time/,
    'the name conflicts with another reference',
  ],
  [/Unable to create .*\.lock': File exists/, 'the reference is locked'],
  [/non-commit object/, 'a branch can only hold commits'],
  [/nonexistent object/, 'the object is missing'],
  [/No space left|Disk quota/, 'the server has no space left'],
]
