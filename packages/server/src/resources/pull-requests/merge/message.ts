import type { Participant } from '../../commits/approvals/participant.ts'
import type { MergeStrategy } from '../../refs/merge-strategies.ts'
import { fullName, type Repository } from '../../repositories/repository.ts'
import type { PullRequest } from '../pull-request.ts'

/** What the usual message of a merge tells. */
export interface Told {
  pullRequest: Pick<PullRequest, 'id' | 'title' | 'description' | 'source' | 'repository'>
  /** Where the source is; undefined when that is gone. */
  from: Pick<Repository, 'uuid' | 'slug' | 'workspace'> | undefined
  strategy: MergeStrategy
  /** Display names, in the order in which they approved. */
  approvers: readonly string[]
  /** First lines of the commits that the source brings, oldest first; a squash tells them. */
  subjects: readonly string[]
}

/** The message of a merge for which none was given; its form is what tools look for. */
export function usualMessage({ pullRequest, from, strategy, approvers, subjects }: Told): string {
  const { id, title, description, source, repository } = pullRequest
  const prefix = from && from.uuid !== repository.uuid ? `${fullName(from as Repository)}/` : ''
  const squashed = strategy === 'squash' || strategy === 'squash_fast_forward'
  const body = squashed && subjects.length > 0 ? subjects.map(subject => `* ${subject}`).join('\n') : description.trim()
  const approved = approvers.map(name => `Approved-by: ${name}`).join('\n')
  const head = `Merged in ${prefix}${source.branch} (pull request #${id})`
  return [head, title, body, approved].filter(part => part !== '').join('\n\n')
}

export const approversOf = (participants: readonly Participant[]): string[] =>
  participants.filter(({ state }) => state === 'approved').map(({ userUuid }) => userUuid)
