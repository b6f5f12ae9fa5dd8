import { created } from '../../../kernel/answer.ts'
import { links } from '../../../kernel/links.ts'
import { operation } from '../../../kernel/operation.ts'
import { ownUser } from '../target.ts'
import { addGpgKey, removeGpgKey } from './make.ts'
import * as store from './store.ts'
import { gpgKeyInput, gpgKeyView } from './view.ts'

const all = '/2.0/users/{selected_user}/gpg-keys'
const one = `${all}/{fingerprint}` as const
const reading = ['account', 'read:gpg-key:bitbucket']

export const routes = [
  operation({
    id: 'gpg.keys.list',
    route: `GET ${all}`,
    summary: 'List the GPG keys of an account',
    scope: reading,
    on: ownUser,
    shows: gpgKeyView.list,
    handle: ({ db, on, page }) => store.list(db, on, page),
  }),
  operation({
    id: 'gpg.keys.create',
    route: `POST ${all}`,
    summary: 'Add a GPG key to an account, with which it signs commits',
    scope: ['account:write', 'read:gpg-key:bitbucket', 'write:gpg-key:bitbucket'],
    on: ownUser,
    body: gpgKeyInput,
    shows: gpgKeyView,
    atomic: false,
    handle: async ({ forge, site, on, body }) => {
      const key = await addGpgKey(forge.database, on, body)
      return created(key, links.gpgKey(site, on.uuid, key.fingerprint.toUpperCase()))
    },
  }),
  operation({
    id: 'gpg.keys.get',
    route: `GET ${one}`,
    summary: 'Show a GPG key of an account, or a subkey, by its fingerprint',
    scope: reading,
    on: ownUser,
    shows: gpgKeyView,
    handle: ({ db, on, params }) => store.find(db, on, params.fingerprint),
  }),
  operation({
    id: 'gpg.keys.delete',
    route: `DELETE ${one}`,
    summary: 'Remove a GPG key from an account; what it has signed is no longer verified',
    scope: ['account:write', 'delete:gpg-key:bitbucket'],
    on: ownUser,
    handle: ({ db, on, params }) => removeGpgKey(db, on, params.fingerprint),
  }),
]
