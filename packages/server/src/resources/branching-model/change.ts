import { invalid } from '@pail/failures'
import { isRefName } from '@pail/git'
import {
  type BranchingModel,
  type Designated,
  PREFIXED,
  type Prefix,
  type Prefixed,
  type Production,
} from './branching-model.ts'
import type { IsThere } from './effective.ts'

export interface DesignatedInput {
  name?: string | null
  use_mainbranch?: boolean
}

/** What may be said of a model; what is left out stays. */
export interface ModelInput {
  development?: DesignatedInput
  production?: DesignatedInput & { enabled?: boolean }
  branch_types?: readonly { kind: Prefixed; enabled?: boolean; prefix?: string | null }[]
  default_branch_deletion?: unknown
}

/** The model with what the input says. A repository names branches that it has, a project any that there could be. */
export function changed(before: BranchingModel, input: ModelInput, isThere: IsThere): BranchingModel {
  return {
    development: input.development ? development(before.development, input.development, isThere) : before.development,
    production: input.production ? production(before.production, input.production, isThere) : before.production,
    types: input.branch_types ? types(before.types, input.branch_types) : before.types,
    deletesBranches: deletion(input.default_branch_deletion) ?? before.deletesBranches,
  }
}

function development(before: Designated, input: DesignatedInput, isThere: IsThere): Designated {
  const after = designated('development', before, input)
  refuseMissing('development', after, isThere)
  return after
}

/** While it is disabled, anything may be said of it. */
function production(before: Production, input: DesignatedInput & { enabled?: boolean }, isThere: IsThere): Production {
  const enabled = input.enabled ?? before.enabled
  const after = { ...designated('production', before, input), enabled }
  if (enabled) refuseMissing('production', after, isThere)
  return after
}

/** Whoever names a branch means that one and not the main branch. */
function designated(field: string, before: Designated, { name, use_mainbranch: main }: DesignatedInput): Designated {
  if (main && name) throw invalid(`${field}.name`, 'must be null where the main branch is used')
  const usesMain = main ?? (name ? false : before.usesMain)
  return { usesMain, name: usesMain ? null : ((name === undefined ? before.name : name) ?? null) }
}

function refuseMissing(field: string, { name, usesMain }: Designated, isThere: IsThere): void {
  if (usesMain) return
  if (!name) throw invalid(`${field}.name`, 'may not be blank where the main branch is not used')
  if (!isRefName(`refs/heads/${name}`)) throw invalid(`${field}.name`, 'not a name for a branch')
  if (!isThere(name)) throw invalid(`${field}.name`, `branch not found: ${name}`)
}

function types(
  before: BranchingModel['types'],
  input: NonNullable<ModelInput['branch_types']>,
): BranchingModel['types'] {
  const after = { ...before }
  for (const { kind, enabled = after[kind].enabled, prefix } of input)
    after[kind] = { enabled, prefix: prefix === undefined ? after[kind].prefix : (prefix ?? '') }
  refuseAmbiguous(after)
  return after
}

function refuseAmbiguous(types: Readonly<Record<Prefixed, Prefix>>): void {
  const enabled = PREFIXED.filter(kind => types[kind].enabled)
  for (const kind of enabled) {
    const { prefix } = types[kind]
    if (prefix.trim() === '') throw invalid('branch_types', `the prefix of ${kind} may not be blank`)
    if (!isRefName(`refs/heads/${prefix}x`)) throw invalid('branch_types', `no branch can begin with ${prefix}`)
    const other = enabled.find(one => one !== kind && types[one].prefix.startsWith(prefix))
    if (other) throw invalid('branch_types', `${types[other].prefix} of ${other} begins with ${prefix} of ${kind}`)
  }
}

/** Quirk: a string, and what is neither of these two is ignored. */
const deletion = (said: unknown): boolean | undefined =>
  ({ true: true, false: false })[typeof said === 'string' || typeof said === 'boolean' ? String(said) : '']
