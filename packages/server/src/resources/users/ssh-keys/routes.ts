import { created } from '../../../kernel/answer.ts'
import { links } from '../../../kernel/links.ts'
import { operation } from '../../../kernel/operation.ts'
import { ownUser } from '../target.ts'
import { addSshKey } from './make.ts'
import { asLine } from './ssh-key.ts'
import * as store from './store.ts'
import { sshKeyChange, sshKeyInput, sshKeyQuery, sshKeyView } from './view.ts'

const all = '/2.0/users/{selected_user}/ssh-keys'
const one = `${all}/{key_id}` as const
const reading = ['account', 'read:ssh-key:bitbucket']
const writing = ['account:write', 'read:ssh-key:bitbucket', 'write:ssh-key:bitbucket']

export const routes = [
  operation({
    id: 'ssh.keys.list',
    route: `GET ${all}`,
    summary: 'List the SSH keys of an account',
    scope: reading,
    on: ownUser,
    shows: sshKeyView.list,
    handle: ({ db, on, page }) => store.list(db, on, page),
  }),
  operation({
    id: 'ssh.keys.create',
    route: `POST ${all}`,
    summary: 'Add an SSH key to an account',
    scope: writing,
    on: ownUser,
    query: sshKeyQuery,
    body: sshKeyInput,
    shows: sshKeyView,
    handle: async ({ db, site, on, query, body }) => {
      const key = await addSshKey(db, on, { ...body, ...query })
      return created(key, links.sshKey(site, on.uuid, key.uuid))
    },
  }),
  operation({
    id: 'ssh.keys.get',
    route: `GET ${one}`,
    summary: 'Show an SSH key of an account',
    scope: reading,
    on: ownUser,
    shows: sshKeyView,
    handle: ({ db, on, params }) => store.find(db, on, params.key_id),
  }),
  operation({
    id: 'ssh.keys.update',
    route: `PUT ${one}`,
    summary: 'Give an SSH key another label; the key itself and its comment stay',
    scope: writing,
    on: ownUser,
    body: sshKeyChange,
    shows: sshKeyView,
    handle: async ({ db, on, params, body }) => {
      const key = await store.find(db, on, params.key_id)
      return store.save(db, { ...key, label: body.label === undefined ? key.label : asLine(body.label) })
    },
  }),
  operation({
    id: 'ssh.keys.delete',
    route: `DELETE ${one}`,
    summary: 'Remove an SSH key from an account; it opens nothing any more',
    scope: ['account:write', 'delete:ssh-key:bitbucket'],
    on: ownUser,
    handle: async ({ db, on, params }) => store.remove(db, await store.find(db, on, params.key_id)),
  }),
]
