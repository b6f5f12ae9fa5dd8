/** Settings that a repository may have of its own instead of its project's; true where it has. */
export interface Overrides {
  branchingModel: boolean
  mergeStrategy: boolean
  branchRestrictions: boolean
  defaultReviewers: boolean
}

/** What overriding may be told; what is left out stays. */
export interface OverridesInput {
  branching_model?: boolean
  default_merge_strategy?: boolean
  branch_restrictions?: boolean
  default_reviewers?: boolean
}

export const NO_OVERRIDES: Overrides = {
  branchingModel: false,
  mergeStrategy: false,
  branchRestrictions: false,
  defaultReviewers: false,
}

export const overriding = (before: Overrides, input: OverridesInput): Overrides => ({
  branchingModel: input.branching_model ?? before.branchingModel,
  mergeStrategy: input.default_merge_strategy ?? before.mergeStrategy,
  branchRestrictions: input.branch_restrictions ?? before.branchRestrictions,
  defaultReviewers: input.default_reviewers ?? before.defaultReviewers,
})
