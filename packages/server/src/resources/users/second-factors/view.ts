import { choice, text, time, uuid, view } from '../../../kernel/view.ts'
import type { SecondFactor } from './second-factor.ts'

/** What somebody shows a second time who they are with; nothing of what it is checked by. */
export const secondFactorView = view<SecondFactor>('second_factor', {
  uuid: uuid(f => f.uuid),
  kind: choice(['authenticator_app', 'security_key'], f => f.kind),
  name: text(f => f.name),
  created_on: time(f => f.createdOn),
  last_used_on: time(f => f.lastUsedOn),
})
