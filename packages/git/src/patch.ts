import type { Repository } from './git.ts'
import type { Oid } from './oid.ts'
import { type Running, start } from './run.ts'

const FORM = ['--no-ext-diff', '--no-textconv', '--no-color', '--binary']

/** The commits that `to` has and `from` has not, oldest first, as mails. Merges are no mails. */
export function startSeries(repository: Repository, from: Oid, to: Oid, signal?: AbortSignal): Running {
  return start(repository, {
    args: ['format-patch', '--stdout', '--no-signature', ...FORM, `${from}..${to}`, '--'],
    signal,
  })
}

/** One commit as a mail: against its first parent, or against nothing. */
export function startMail(repository: Repository, commit: Oid, signal?: AbortSignal): Running {
  const form = ['--format=email', '--patch-with-stat', '--summary', '--root', '--diff-merges=first-parent', ...FORM]
  return start(repository, { args: ['log', '--max-count=1', ...form, commit, '--'], signal })
}
