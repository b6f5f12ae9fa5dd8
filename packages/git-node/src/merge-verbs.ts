import { Invalid } from '@pail/failures'
import { isPublicRef, type RefName, refName } from '@pail/git'
import { type Asked, changes, id, idOrNull, pairsOf, secondsOf, text } from './asked.ts'
import { within } from './budget.ts'
import type { Machine } from './machine.ts'
import { STRATEGIES } from './merging/strategies.ts'
import type { MergeStrategy } from './merging.ts'
import { bring } from './verbs/bring.ts'
import { type MergeWish, merge } from './verbs/merge.ts'
import { mergeability } from './verbs/mergeability.ts'
import type { Question } from './verbs.ts'
import { person, writing } from './write-verbs.ts'

type Verb = (machine: Machine, question: Question) => Promise<unknown>

/** Seconds for a call that names none: enough for git to compare folders that moved apart. */
const SECONDS = 300

/** The verbs of pull requests. */
export const MERGING: Record<string, Verb> = {
  bring: (machine, { storage, ask, signal }) =>
    within(secondsOf(ask, SECONDS), signal, signal =>
      bring(machine, storage, {
        from: text(ask.from),
        oid: id(ask.oid),
        ref: hiddenRef(ask.ref),
        old: idOrNull(ask.old),
        signal,
      }),
    ),
  merge: writing(
    (machine, quarantine, { ask, signal }) => merge(machine, quarantine, { ...mergeWish(ask), signal }),
    [],
  ),
  mergeability: (machine, { storage, ask, signal }) =>
    within(secondsOf(ask, SECONDS), signal, signal =>
      mergeability(machine, storage, { pairs: pairsOf(ask.pairs), signal }),
    ),
}

const mergeWish = (ask: Asked): Omit<MergeWish, 'signal'> => ({
  strategy: strategy(text(ask.strategy)),
  ours: id(ask.ours),
  theirs: id(ask.theirs),
  author: person(ask.author),
  committer: person(ask.committer),
  message: text(ask.message),
  ref: refName(text(ask.ref)),
  old: idOrNull(ask.old),
  also: changes(ask.also),
  sign: ask.sign === true,
})

function strategy(name: string): MergeStrategy {
  if (!Object.hasOwn(STRATEGIES, name)) throw new Invalid('There is no such way to merge')
  return name as MergeStrategy
}

/** What everybody sees moves only by what somebody decides. */
function hiddenRef(value: unknown): RefName {
  const ref = refName(text(value))
  if (isPublicRef(ref)) throw new Invalid('Only a hidden ref holds what is brought')
  return ref
}
