import { Type } from 'typebox'
import { links as at } from '../../kernel/links.ts'
import { choice, embed, embedAll, flag, links, text, untyped, view } from '../../kernel/view.ts'
import type { Holder } from '../repositories/holder.ts'
import { fullName } from '../repositories/repository.ts'
import { type BranchingModel, type Designated, PREFIXED, type Prefix, type Prefixed } from './branching-model.ts'
import type { Settings } from './settings.ts'

type Typed = Prefix & { kind: Prefixed }

const typesIn = (model: BranchingModel): Typed[] => PREFIXED.map(kind => ({ kind, ...model.types[kind] }))

/** Those that mean something. */
export const enabledIn = (model: BranchingModel): Typed[] => typesIn(model).filter(({ enabled }) => enabled)

export const branchTypeView = untyped<Typed>('branching_model_branch_type', {
  kind: choice(PREFIXED, t => t.kind),
  prefix: text(t => t.prefix),
})

const setTypeView = untyped<Typed>('branching_model_set_branch_type', {
  kind: choice(PREFIXED, t => t.kind),
  enabled: flag(t => t.enabled),
  prefix: text(t => t.prefix),
})

interface Set extends Designated {
  isValid: boolean
  enabled?: boolean
}

const setBranchView = untyped<Set>('branching_model_set_branch', {
  enabled: flag(b => b.enabled),
  is_valid: flag(b => b.isValid),
  name: text(b => b.name),
  use_mainbranch: flag(b => b.usesMain),
})

const checked = <D extends Designated>(branch: D, { isThere }: Settings) => ({
  ...branch,
  isValid: branch.usesMain || (branch.name !== null && isThere(branch.name)),
})

export const settingsView = view<Settings>('branching_model_settings', {
  development: embed(
    () => setBranchView,
    s => checked(s.model.development, s),
  ),
  production: embed(
    () => setBranchView,
    s => checked(s.model.production, s),
  ),
  branch_types: embedAll(
    () => setTypeView,
    s => typesIn(s.model),
  ),
  // Quirk: a string, as the real service has it.
  default_branch_deletion: text(s => String(s.model.deletesBranches)),
  links: links({ self: ({ on }, { site }) => addressOf(site, on, 'branching-model/settings') }),
})

const designatedView = untyped<Designated>('project_branching_model_branch', {
  name: text(b => b.name),
  use_mainbranch: flag(b => b.usesMain),
})

/** A project's model, of which nobody knows whether its branches are anywhere. */
export const projectModelView = view<Settings>('project_branching_model', {
  development: embed(
    () => designatedView,
    s => s.model.development,
  ),
  production: embed(
    () => designatedView,
    s => (s.model.production.enabled ? s.model.production : undefined),
  ),
  branch_types: embedAll(
    () => branchTypeView,
    s => enabledIn(s.model),
  ),
  links: links({ self: ({ on }, { site }) => addressOf(site, on, 'branching-model') }),
})

const addressOf = (site: Parameters<typeof at.user>[0], on: Holder, part: string) =>
  on.kind === 'repository'
    ? at.repositoryPart(site, fullName(on.repository), part)
    : at.projectPart(site, on.project.workspace.slug, on.project.key, part)

const name = Type.Optional(Type.Union([Type.String({ maxLength: 250 }), Type.Null()]))
const enabled = Type.Optional(Type.Boolean())
const branch = { name, use_mainbranch: Type.Optional(Type.Boolean()) }
const kind = Type.Unsafe<Prefixed>(Type.Union(PREFIXED.map(one => Type.Literal(one))))

export const settingsInput = Type.Object({
  development: Type.Optional(Type.Object(branch)),
  production: Type.Optional(Type.Object({ ...branch, enabled })),
  branch_types: Type.Optional(Type.Array(Type.Object({ kind, enabled, prefix: name }), { maxItems: PREFIXED.length })),
  default_branch_deletion: Type.Optional(Type.Unknown()),
})
