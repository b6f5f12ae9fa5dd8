import {
  comparedOf,
  count,
  flag,
  id,
  ids,
  otherOf,
  pageOf,
  pairOf,
  path,
  placeOf,
  secondsOf,
  texts,
  tipsOf,
} from './asked.ts'
import { within } from './budget.ts'
import { type Machine, repositoryOf } from './machine.ts'
import { diffstat } from './verbs/compare.ts'
import { conflicts } from './verbs/conflicts.ts'
import { entries } from './verbs/entries.ts'
import { entry } from './verbs/entry.ts'
import { aheadBehind, mergeBase } from './verbs/kinship.ts'
import { lastCommits } from './verbs/last-commits.ts'
import { log } from './verbs/log.ts'
import { pathHistory } from './verbs/path-history.ts'
import { resolve } from './verbs/resolve.ts'
import { tips } from './verbs/tips.ts'
import type { Question } from './verbs.ts'

type Verb = (machine: Machine, question: Question) => Promise<unknown>

/** Seconds for a call that names none. */
const SECONDS = 30

const timed =
  (verb: Verb): Verb =>
  (machine, question) =>
    within(secondsOf(question.ask, SECONDS), question.signal, signal => verb(machine, { ...question, signal }))

/** The verbs that read and give small values, each within its time. */
export const READING: Record<string, Verb> = {
  resolve: timed((machine, { storage, ask, signal }) =>
    resolve(machine, storage, { revisions: texts(ask.revisions), signal }),
  ),
  commits: timed((machine, { storage, ask }) => machine.objects.commits(repositoryOf(machine, storage), ids(ask.ids))),
  tips: timed((machine, { storage, ask }) => tips(machine, storage, tipsOf(ask.refs))),
  log: timed((machine, { storage, ask, signal }) => {
    const sides = { include: ids(ask.include), exclude: ids(ask.exclude) }
    return log(machine, storage, { ...pageOf(ask), ...sides, path: path(ask.path), signal })
  }),
  'merge-base': timed((machine, { storage, ask, signal }) => mergeBase(machine, storage, { ...pairOf(ask), signal })),
  'ahead-behind': timed((machine, { storage, ask, signal }) =>
    aheadBehind(machine, storage, { ...pairOf(ask), signal }),
  ),
  entry: timed((machine, { storage, ask }) => entry(machine, storage, placeOf(ask))),
  entries: timed((machine, { storage, ask, signal }) => {
    const scope = { maxDepth: count(ask.maxDepth, 1), sizes: flag(ask.sizes, true) }
    return entries(machine, storage, { ...pageOf(ask), ...placeOf(ask), ...scope, signal })
  }),
  diffstat: timed((machine, { storage, ask, signal }) => diffstat(machine, storage, comparedOf(ask, signal))),
  conflicts: timed((machine, { storage, ask, signal }) =>
    conflicts(machine, storage, { ours: id(ask.ours), theirs: id(ask.theirs), other: otherOf(ask), signal }),
  ),
  'path-history': timed((machine, { storage, ask, signal }) =>
    pathHistory(machine, storage, { ...pageOf(ask), ...placeOf(ask), follow: flag(ask.follow, false), signal }),
  ),
  'last-commits': timed((machine, { storage, ask, signal }) =>
    lastCommits(machine, storage, { ...placeOf(ask), names: texts(ask.names), signal }),
  ),
}
