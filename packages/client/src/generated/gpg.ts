// Written by scripts/generate-client.ts from the operations: change those.
import type { Core, Listed, Shown } from '../core.ts'
import type { GPGAccountKey } from './schemas.ts'

export const gpg = (core: Core) => ({
  keys: {
    /** List the GPG keys of an account. `GET /2.0/users/{selected_user}/gpg-keys` */
    list: (at: { selected_user: string } & Listed) =>
      core.list<GPGAccountKey>('/2.0/users/{selected_user}/gpg-keys', at),
    /** Add a GPG key to an account, with which it signs commits. `POST /2.0/users/{selected_user}/gpg-keys` */
    create: (at: { selected_user: string } & Shown, body: {
      key: string
      name?: string | undefined
    }) =>
      core.send<GPGAccountKey>('POST', '/2.0/users/{selected_user}/gpg-keys', at, body),
    /** Show a GPG key of an account, or a subkey, by its fingerprint. `GET /2.0/users/{selected_user}/gpg-keys/{fingerprint}` */
    get: (at: { selected_user: string; fingerprint: string } & Shown) =>
      core.send<GPGAccountKey>('GET', '/2.0/users/{selected_user}/gpg-keys/{fingerprint}', at),
    /** Remove a GPG key from an account; what it has signed is no longer verified. `DELETE /2.0/users/{selected_user}/gpg-keys/{fingerprint}` */
    delete: (at: { selected_user: string; fingerprint: string }) =>
      core.send<void>('DELETE', '/2.0/users/{selected_user}/gpg-keys/{fingerprint}', at),
  },
})
