import { Type } from 'typebox'
import { links as at } from '../../../kernel/links.ts'
import { embed, links, text, time, uuid, view } from '../../../kernel/view.ts'
import { byUuids } from '../store.ts'
import { userView } from '../view.ts'
import type { SshKey } from './ssh-key.ts'

export const sshKeyView = view<SshKey>(
  'ssh_account_key',
  {
    uuid: uuid(k => k.uuid),
    key: text(k => k.key),
    fingerprint: text(k => k.fingerprint),
    comment: text(k => k.comment),
    label: text(k => k.label),
    created_on: time(k => k.createdOn),
    expires_on: time(k => k.expiresOn),
    last_used: time(k => k.lastUsed),
    owner: embed(
      () => userView,
      (k, { load }) => load(byUuids, k.userUuid),
    ),
    links: links({ self: (k, { site }) => at.sshKey(site, k.userUuid, k.uuid) }),
  },
  'ssh_key',
)

/** A public key as people paste it. */
export const keyText = Type.String({ minLength: 1, maxLength: 20_000 })
export const keyNote = Type.Optional(Type.String({ maxLength: 255 }))

const expiry = Type.Optional(Type.Union([Type.String({ maxLength: 40 }), Type.Null()]))

export const sshKeyInput = Type.Object({ key: keyText, label: keyNote, comment: keyNote, expires_on: expiry })
export const sshKeyQuery = Type.Object({ expires_on: Type.Optional(Type.String({ maxLength: 40 })) })
export const sshKeyChange = Type.Object({ label: keyNote })
