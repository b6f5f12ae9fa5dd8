import { Type } from 'typebox'
import { links as at } from '../../../kernel/links.ts'
import { embed, links, onRequest, text, time, type View, view } from '../../../kernel/view.ts'
import { keyNote } from '../ssh-keys/view.ts'
import { byUuids } from '../store.ts'
import { userView } from '../view.ts'
import { type AnyGpgKey, type GpgKey, isSubkey } from './gpg-key.ts'
import { subkeysOf } from './store.ts'

/** What a subkey says of its owner is what its key says. */
const main = (key: AnyGpgKey): GpgKey => (isSubkey(key) ? key.parent : key)

export const gpgKeyView: View<AnyGpgKey> = view<AnyGpgKey>(
  'GPG_account_key',
  {
    fingerprint: text(k => k.fingerprint),
    key_id: text(k => k.keyId),
    parent_fingerprint: text(k => (isSubkey(k) ? k.parent.fingerprint : null)),
    name: text(k => main(k).name),
    comment: text(k => main(k).comment),
    created_on: time(k => k.createdOn),
    expires_on: time(k => k.expiresOn),
    added_on: time(k => main(k).addedOn),
    last_used: time(k => main(k).lastUsed),
    owner: embed(
      () => userView,
      (k, { load }) => load(byUuids, main(k).userUuid),
    ),
    // Quirk: neither is shown unless `fields=` asks for it.
    key: onRequest.text(k => (isSubkey(k) ? null : k.key)),
    subkeys: onRequest.embedAll(
      () => gpgKeyView,
      async (k, { load }): Promise<AnyGpgKey[]> => {
        if (isSubkey(k)) return []
        return ((await load(subkeysOf, k.fingerprint)) ?? []).map(part => ({ ...part, parent: k }))
      },
    ),
    // Quirk: the link writes the fingerprint in capitals, and the key in small letters.
    links: links({ self: (k, { site }) => at.gpgKey(site, main(k).userUuid, k.fingerprint.toUpperCase()) }),
  },
  'gpg_key',
)

export const gpgKeyInput = Type.Object({ key: Type.String({ minLength: 1, maxLength: 200_000 }), name: keyNote })
