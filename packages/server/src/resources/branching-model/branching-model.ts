/** Kinds of branches that are told by how their names begin, in the order in which they are shown. */
export const PREFIXED = ['release', 'hotfix', 'feature', 'bugfix'] as const
export type Prefixed = (typeof PREFIXED)[number]

/** What a branch can be in a model. */
export const BRANCH_TYPES = ['development', 'production', ...PREFIXED] as const
export type BranchType = (typeof BRANCH_TYPES)[number]

/** A branch that has a part of its own: one by name, or whichever is the main branch. */
export interface Designated {
  name: string | null
  usesMain: boolean
}

export interface Production extends Designated {
  enabled: boolean
}

export interface Prefix {
  enabled: boolean
  prefix: string
}

/** What the branches of a repository are for. */
export interface BranchingModel {
  development: Designated
  production: Production
  types: Readonly<Record<Prefixed, Prefix>>
  /** Whether a branch goes, unless told otherwise, when it was merged. */
  deletesBranches: boolean
}

/** What holds where nothing was said. */
export const USUAL: BranchingModel = {
  development: { name: null, usesMain: true },
  production: { name: null, usesMain: false, enabled: false },
  types: {
    release: { enabled: true, prefix: 'release/' },
    hotfix: { enabled: true, prefix: 'hotfix/' },
    feature: { enabled: true, prefix: 'feature/' },
    bugfix: { enabled: true, prefix: 'bugfix/' },
  },
  deletesBranches: false,
}

/** Which branch this is; null where it is the main branch and there is none yet. */
export const nameOf = ({ name, usesMain }: Designated, mainBranch: string | null): string | null =>
  usesMain ? mainBranch : name

/** All that a branch is; it may be several things at once. */
export function typesOf(model: BranchingModel, mainBranch: string | null, branch: string): BranchType[] {
  const { development, production, types } = model
  return [
    ...(nameOf(development, mainBranch) === branch ? ['development' as const] : []),
    ...(production.enabled && nameOf(production, mainBranch) === branch ? ['production' as const] : []),
    ...PREFIXED.filter(kind => types[kind].enabled && branch.startsWith(types[kind].prefix)),
  ]
}

/** A project's model in a repository of it: where the branch that it names is not there, the main branch stands in. */
export function inherited(model: BranchingModel, isThere: (branch: string) => boolean): BranchingModel {
  const standIn = <D extends Designated>(branch: D): D =>
    branch.name === null || branch.usesMain || isThere(branch.name) ? branch : { ...branch, name: null, usesMain: true }
  return { ...model, development: standIn(model.development), production: standIn(model.production) }
}

/** Whether a model names a branch that may not be there. */
export const namesBranches = ({ development, production }: BranchingModel): boolean =>
  [development, production].some(({ name, usesMain }) => name !== null && !usesMain)
