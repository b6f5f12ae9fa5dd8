import { Type } from 'typebox'
import { full, text, time, uuid, value, view } from '../../../kernel/view.ts'
import * as users from '../../users/store.ts'
import { actingView } from '../../users/view.ts'
import type { InstalledAddon } from './install.ts'

/** A Connect app in a workspace; its shared secret stands only in the answer to installing one that is not called. */
export const addonView = view<InstalledAddon>('addon', {
  uuid: uuid(a => a.uuid),
  key: text(a => a.descriptor.key),
  name: text(a => a.descriptor.name),
  description: text(a => a.descriptor.description),
  client_key: text(a => a.clientKey),
  shared_secret: text(a => a.sharedSecret),
  base_url: text(a => a.descriptor.baseUrl),
  descriptor_url: text(a => a.descriptorUrl),
  scopes: value(Type.Array(Type.String()), a => a.scopes),
  user: full.embed(
    () => actingView,
    (a, { load }) => load(users.byUuids, a.userUuid),
  ),
  created_on: time(a => a.createdOn),
  updated_on: time(a => a.updatedOn),
})

/** One of the two. */
export const descriptorInput = Type.Object({
  descriptor: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
  descriptor_url: Type.Optional(Type.String({ minLength: 1, maxLength: 2000 })),
})
