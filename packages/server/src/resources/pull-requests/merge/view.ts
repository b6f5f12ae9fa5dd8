import { Type } from 'typebox'
import { links as at } from '../../../kernel/links.ts'
import { choice, count, embed, embedAll, flag, links, text, untyped, type View } from '../../../kernel/view.ts'
import type { FailedCheck } from '../../branch-restrictions/merge-checks.ts'
import { MERGE_STRATEGIES } from '../../refs/merge-strategies.ts'
import { fullName } from '../../repositories/repository.ts'
import { pullRequestView } from '../view.ts'
import type { Checks } from './checks.ts'
import type { Task } from './outcome.ts'

/** In UTF-16 units; longer ones are refused. */
const MAX_MESSAGE = 128 * 1024

export const mergeQuery = Type.Object({ async: Type.Optional(Type.Boolean()) })

/** Null is as good as nothing. */
export const mergeInput = Type.Object({
  type: Type.Optional(Type.Union([Type.String(), Type.Null()])),
  message: Type.Optional(Type.Union([Type.String({ maxLength: MAX_MESSAGE }), Type.Null()])),
  close_source_branch: Type.Optional(Type.Union([Type.Boolean(), Type.Null()])),
  merge_strategy: Type.Optional(Type.Union([...MERGE_STRATEGIES.map(strategy => Type.Literal(strategy)), Type.Null()])),
})

export const taskView: View<Task> = untyped<Task>('merge_task', {
  task_status: choice(['PENDING', 'SUCCESS'], t => t.state),
  merge_result: embed(
    () => pullRequestView,
    t => (t.state === 'SUCCESS' ? t.pullRequest : undefined),
    'full',
  ),
  links: links({
    self: ({ pullRequest: { repository, id }, uuid }, { site }) => at.mergeTask(site, fullName(repository), id, uuid),
  }),
})

const checkView: View<FailedCheck> = untyped<FailedCheck>('merge_check', {
  kind: text(c => c.kind),
  restriction: count(c => c.restriction),
  required: count(c => c.required),
  actual: count(c => c.actual),
  message: text(c => c.message),
})

export const checksView: View<Checks> = untyped<Checks>('merge_checks', {
  mergeable: flag(c => c.isMergeable),
  merge: choice(['clean', 'conflicts', 'unrelated'], c => c.mergeability),
  checks_enforced: flag(c => c.isEnforced),
  failed_checks: embedAll(
    () => checkView,
    c => c.failed,
  ),
  obstacle: text(c => c.obstacle),
})
