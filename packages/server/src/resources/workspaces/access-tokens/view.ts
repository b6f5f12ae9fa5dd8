import { Type } from 'typebox'
import { choice, embed, text, time, uuid, type View, value, view } from '../../../kernel/view.ts'
import { actingView } from '../../users/view.ts'
import type { AccessToken } from './access-token.ts'

const KINDS = ['repository_access_token', 'project_access_token', 'workspace_access_token']

/** A token of a thing as it is remembered; its secret stands only in the answer to its making. */
export const accessTokenView: View<AccessToken & { secret?: string }> = view<AccessToken & { secret?: string }>(
  'access_token',
  {
    uuid: uuid(t => t.uuid),
    kind: choice(KINDS, t => `${t.level}_access_token`),
    name: text(t => t.name),
    scopes: value(Type.Array(Type.String()), t => t.scopes),
    created_on: time(t => t.createdOn),
    expires_on: time(t => t.expiresOn),
    last_used_on: time(t => t.lastUsedOn),
    user: embed(
      () => actingView,
      t => t.user,
    ),
    secret: text(t => t.secret),
  },
)

export const accessTokenInput = Type.Object({
  name: Type.String({ minLength: 1, maxLength: 255 }),
  scopes: Type.Array(Type.String({ maxLength: 100 }), { minItems: 1, maxItems: 50 }),
  expires_on: Type.Optional(Type.Union([Type.String({ maxLength: 40 }), Type.Null()])),
})
