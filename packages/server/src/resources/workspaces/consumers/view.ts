import { Type } from 'typebox'
import { flag, text, time, uuid, value, view } from '../../../kernel/view.ts'
import type { Consumer } from './consumer.ts'

/** An OAuth consumer; its secret stands only in the answer to its making and to the making of a new one. */
export const consumerView = view<Consumer & { secret?: string }>('consumer', {
  uuid: uuid(c => c.uuid),
  key: text(c => c.key),
  secret: text(c => c.secret),
  name: text(c => c.name),
  description: text(c => c.description),
  url: text(c => c.url),
  callback_url: text(c => c.callbackUrl),
  is_private: flag(c => c.isPrivate),
  scopes: value(Type.Array(Type.String()), c => c.scopes),
  created_on: time(c => c.createdOn),
})

const name = Type.String({ minLength: 1, maxLength: 255 })
const maybe = (maxLength: number) => Type.Optional(Type.Union([Type.String({ maxLength }), Type.Null()]))
const scopes = Type.Array(Type.String({ maxLength: 100 }), { minItems: 1, maxItems: 50 })
const optional = {
  description: maybe(2000),
  url: maybe(2000),
  callback_url: maybe(2000),
  is_private: Type.Optional(Type.Boolean()),
}

export const newConsumerInput = Type.Object({ name, scopes, ...optional })
export const consumerInput = Type.Object({ name: Type.Optional(name), scopes: Type.Optional(scopes), ...optional })
