import { Invalid } from '@pail/failures'
import type { ProposedUpdate } from '@pail/git-node'
import type { PushFacts, Refusal } from './rules.ts'

/** What may not become of the refs of a repository, whoever asks and by whatever way. */
export const refusals = (updates: readonly ProposedUpdate[], { head }: Pick<PushFacts, 'head'>): Refusal[] =>
  updates.filter(update => update.new === null && update.ref === head).map(mainStays)

function mainStays({ ref }: ProposedUpdate): Refusal {
  const reason = `Permission denied to delete branch ${ref.replace('refs/heads/', '')}: it is the main branch.`
  // Quirk: 400 where other refusals of policy are 403.
  return { ref, reason, failure: new Invalid(reason) }
}
