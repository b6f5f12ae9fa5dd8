// Written by scripts/generate-client.ts from the operations: change those.
import type { Core, Listed, Shown } from '../core.ts'
import type { SshAccountKey } from './schemas.ts'

export const ssh = (core: Core) => ({
  keys: {
    /** List the SSH keys of an account. `GET /2.0/users/{selected_user}/ssh-keys` */
    list: (at: { selected_user: string } & Listed) =>
      core.list<SshAccountKey>('/2.0/users/{selected_user}/ssh-keys', at),
    /** Add an SSH key to an account. `POST /2.0/users/{selected_user}/ssh-keys` */
    create: (at: { selected_user: string; expires_on?: string | undefined } & Shown, body: {
      key: string
      label?: string | undefined
      comment?: string | undefined
      expires_on?: string | null | undefined
    }) =>
      core.send<SshAccountKey>('POST', '/2.0/users/{selected_user}/ssh-keys', at, body),
    /** Show an SSH key of an account. `GET /2.0/users/{selected_user}/ssh-keys/{key_id}` */
    get: (at: { selected_user: string; key_id: string } & Shown) =>
      core.send<SshAccountKey>('GET', '/2.0/users/{selected_user}/ssh-keys/{key_id}', at),
    /** Give an SSH key another label; the key itself and its comment stay. `PUT /2.0/users/{selected_user}/ssh-keys/{key_id}` */
    update: (at: { selected_user: string; key_id: string } & Shown, body: {
      label?: string | undefined
    } = {}) =>
      core.send<SshAccountKey>('PUT', '/2.0/users/{selected_user}/ssh-keys/{key_id}', at, body),
    /** Remove an SSH key from an account; it opens nothing any more. `DELETE /2.0/users/{selected_user}/ssh-keys/{key_id}` */
    delete: (at: { selected_user: string; key_id: string }) =>
      core.send<void>('DELETE', '/2.0/users/{selected_user}/ssh-keys/{key_id}', at),
  },
})
