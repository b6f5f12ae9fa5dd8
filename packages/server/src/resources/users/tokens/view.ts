import { Type } from 'typebox'
import { choice, text, time, uuid, value, view } from '../../../kernel/view.ts'
import type { Token } from './token.ts'

/** A credential as it is remembered; its secret stands only in the answer to its making. */
export const tokenView = view<Token & { secret?: string }>('token', {
  uuid: uuid(t => t.uuid),
  kind: choice(['api_token', 'app_password'], t => t.kind),
  name: text(t => t.name),
  scopes: value(Type.Array(Type.String()), t => t.scopes),
  created_on: time(t => t.createdOn),
  expires_on: time(t => t.expiresOn),
  last_used_on: time(t => t.lastUsedOn),
  secret: text(t => t.secret),
})

export const tokenInput = Type.Object({
  name: Type.String({ minLength: 1, maxLength: 255 }),
  kind: Type.Optional(Type.Union([Type.Literal('api_token'), Type.Literal('app_password')])),
  scopes: Type.Array(Type.String({ maxLength: 100 }), { minItems: 1, maxItems: 200 }),
  expires_on: Type.Optional(Type.Union([Type.String({ maxLength: 40 }), Type.Null()])),
})
