// Written by scripts/generate-client.ts from the operations: change those.
import type { Core, Shown } from '../core.ts'
import type { BranchingModel, BranchingModelSettings, EffectiveRepoBranchingModel } from './schemas.ts'

export const branchingModel = (core: Core) => ({
  settings: {
    /** Show what a repository itself says of its branches. `GET /2.0/repositories/{workspace}/{repo_slug}/branching-model/settings` */
    get: (at: { workspace: string; repo_slug: string } & Shown) =>
      core.send<BranchingModelSettings>('GET', '/2.0/repositories/{workspace}/{repo_slug}/branching-model/settings', at),
    /** Say what the branches of a repository are for; what is left out stays. `PUT /2.0/repositories/{workspace}/{repo_slug}/branching-model/settings` */
    update: (at: { workspace: string; repo_slug: string } & Shown, body: {
      development?: {
        name?: string | null | undefined
        use_mainbranch?: boolean | undefined
      } | undefined
      production?: {
        name?: string | null | undefined
        use_mainbranch?: boolean | undefined
        enabled?: boolean | undefined
      } | undefined
      branch_types?: Array<{
        kind: 'release' | 'hotfix' | 'feature' | 'bugfix'
        enabled?: boolean | undefined
        prefix?: string | null | undefined
      }> | undefined
      default_branch_deletion?: unknown | undefined
    } = {}) =>
      core.send<BranchingModelSettings>('PUT', '/2.0/repositories/{workspace}/{repo_slug}/branching-model/settings', at, body),
  },
  /** Show the branching model of a repository with the branches that it is about. `GET /2.0/repositories/{workspace}/{repo_slug}/branching-model` */
  get: (at: { workspace: string; repo_slug: string } & Shown) =>
    core.send<BranchingModel>('GET', '/2.0/repositories/{workspace}/{repo_slug}/branching-model', at),
  effective: {
    /** Show the branching model that holds in a repository, which may be that of its project. `GET /2.0/repositories/{workspace}/{repo_slug}/effective-branching-model` */
    get: (at: { workspace: string; repo_slug: string } & Shown) =>
      core.send<EffectiveRepoBranchingModel>('GET', '/2.0/repositories/{workspace}/{repo_slug}/effective-branching-model', at),
  },
})
