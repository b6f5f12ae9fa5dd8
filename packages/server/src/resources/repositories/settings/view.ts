import { Type } from 'typebox'
import { flag, group, view } from '../../../kernel/view.ts'
import type { Repository } from '../repository.ts'

/** Which settings a repository has of its own: true where it has, false where the project's hold. */
export const inheritanceView = view<Repository>('repository_inheritance_state', {
  override_settings: group<Repository>({
    branching_model: flag(r => r.overrides.branchingModel),
    default_merge_strategy: flag(r => r.overrides.mergeStrategy),
    branch_restrictions: flag(r => r.overrides.branchRestrictions),
    default_reviewers: flag(r => r.overrides.defaultReviewers),
  }),
})

const own = Type.Optional(Type.Boolean())

export const inheritanceInput = Type.Object({
  override_settings: Type.Optional(
    Type.Object({
      branching_model: own,
      default_merge_strategy: own,
      branch_restrictions: own,
      default_reviewers: own,
    }),
  ),
})
