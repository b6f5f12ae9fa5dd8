import { Invalid } from '@pail/failures'
import { type Member, type NewCommit, refName, repoPath, writablePath } from '@pail/git'
import { type Asked, id, idOrNull, ids, secondsOf, text } from './asked.ts'
import { within } from './budget.ts'
import type { Machine } from './machine.ts'
import { inQuarantineOf } from './propose.ts'
import type { Quarantine } from './quarantines.ts'
import { beginWrite } from './verbs/begin-write.ts'
import { type CommitWish, type FileWish, writeCommit } from './verbs/write-commit.ts'
import { writeTag } from './verbs/write-tag.ts'
import type { Question } from './verbs.ts'

type Verb = (machine: Machine, question: Question) => Promise<unknown>

/** Seconds for a call that names none: enough for git to look through the largest file. */
const SECONDS = 300

const MODES = new Set(['100644', '100755', '120000'])

/** The verbs that write without a push. */
export const WRITING: Record<string, Verb> = {
  'begin-write': (machine, { storage }) => beginWrite(machine, storage),
  'write-commit': writing((machine, quarantine, { ask, signal }) =>
    writeCommit(machine, quarantine, { ...commitWish(ask), signal }),
  ),
  'write-tag': writing((machine, quarantine, { ask, signal }) => {
    const wish = { name: text(ask.name), target: id(ask.target), message: text(ask.message) }
    return writeTag(machine, quarantine, { ...wish, tagger: person(ask.tagger), signal })
  }),
}

type Write = (machine: Machine, quarantine: Quarantine, question: Question) => Promise<unknown>

/** Whatever is wrong with the question, the quarantine that it names is used up. `members` are those that are sure to be needed. */
export function writing(write: Write, members?: readonly Member[]): Verb {
  return (machine, question) => {
    const { storage, ask, signal } = question
    const named = ask.quarantine === undefined ? undefined : text(ask.quarantine)
    return inQuarantineOf(machine, { storage, id: named, members }, quarantine =>
      within(secondsOf(ask, SECONDS), signal, signal => write(machine, quarantine, { ...question, signal })),
    )
  }
}

function commitWish(ask: Asked): CommitWish {
  const parents = ids(ask.parents)
  const base = ask.base === undefined ? (parents[0] ?? null) : idOrNull(ask.base)
  return {
    parents,
    base,
    ...changes(ask.changes as Asked[]),
    filesOnly: ask.filesOnly === true,
    author: person(ask.author),
    committer: person(ask.committer),
    message: text(ask.message),
    ref: refName(text(ask.ref)),
    old: idOrNull(ask.old),
  }
}

/** The last change of a path counts, and has its place in the order. */
function changes(asked: readonly Asked[]): Pick<CommitWish, 'removed' | 'files'> {
  const last = new Map<string, Asked>()
  for (const change of asked) {
    const path = text(change.path)
    last.delete(path)
    last.set(path, change)
  }
  const all = [...last.values()]
  return {
    removed: all.filter(isRemoval).map(({ path }) => removedPath(text(path))),
    files: all.filter(change => !isRemoval(change)).map(fileWish),
  }
}

const isRemoval = (change: Asked): boolean => change.delete === true

function removedPath(text: string) {
  if (text === '') throw new Invalid('A file has a name')
  return repoPath(text)
}

function fileWish({ path, mode: asked, bytes, content }: Asked): FileWish {
  const mode = text(asked ?? '100644')
  if (!MODES.has(mode)) throw new Invalid('This is no mode that a file can have')
  const whole = bytes === undefined ? id(content) : Buffer.from(text(bytes), 'base64')
  return { path: writablePath(text(path), mode), mode, content: whole }
}

export function person(value: unknown): NewCommit['author'] {
  const { name, email, date, zone } = value as Asked
  return { name: text(name), email: text(email), date: Number(date), zone: text(zone ?? '+0000') }
}
