import { Type } from 'typebox'
import { choice, count, flag, group, text, uuid, view } from '../../../kernel/view.ts'
import { ENVIRONMENT_TYPES, type Environment, typeRank } from './environment.ts'

export const environmentView = view<Environment>('deployment_environment', {
  uuid: uuid(e => e.uuid),
  name: text(e => e.name),
  slug: text(e => e.slug),
  environment_type: group<Environment>({
    type: text(() => 'deployment_environment_type'),
    name: choice(ENVIRONMENT_TYPES, e => e.type),
    rank: count(e => typeRank(e.type)),
  }),
  rank: count(e => e.rank),
  hidden: flag(e => e.hidden),
  // Quirk: locks and gates belong to deployments, but clients look for them here.
  environment_lock_enabled: flag(() => true),
  lock: group<Environment>({ type: text(() => 'deployment_environment_lock_open'), name: text(() => 'OPEN') }),
  deployment_gate_enabled: flag(() => false),
  restrictions: group<Environment>({
    type: text(() => 'deployment_restrictions_configuration'),
    admin_only: flag(e => e.adminOnly),
  }),
  category: group<Environment>({ name: text(e => e.type) }),
})

const change = Type.Object({
  name: Type.Optional(Type.String({ minLength: 1, maxLength: 255 })),
  hidden: Type.Optional(Type.Boolean()),
  restrictions: Type.Optional(Type.Object({ admin_only: Type.Optional(Type.Boolean()) })),
})

export const environmentInput = Type.Object({
  ...change.properties,
  name: Type.String({ minLength: 1, maxLength: 255 }),
  environment_type: Type.Object({ name: Type.Union(ENVIRONMENT_TYPES.map(name => Type.Literal(name))) }),
})

export const changeInput = Type.Object({ change })
