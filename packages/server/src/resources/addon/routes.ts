import { NotFound } from '@pail/failures'
import { operation } from '../../kernel/operation.ts'
import type { Target } from '../../kernel/target.ts'
import type { Addon } from '../workspaces/addons/addon.ts'
import { describe, uninstall } from '../workspaces/addons/install.ts'
import * as addons from '../workspaces/addons/store.ts'
import { descriptorInput } from '../workspaces/addons/view.ts'
import { routes as linkers } from './linkers/routes.ts'
import { installation } from './target.ts'
import { clientKeyView } from './view.ts'

/** The app with the key in a workspace that the caller owns, be it a person, a token or what acts for a workspace. */
const owned: Target<Addon> = {
  grade: 'account',
  async load({ db, actor, params }) {
    const [first] = await addons.listOwned(db, params.addon_key ?? '', actor!.uuid)
    if (!first) throw new NotFound('There is no such app', { detail: { key: params.addon_key ?? '' } })
    return first
  },
}

/** What a Connect app does with its own installation. */
export const routes = [
  operation({
    id: 'addon.update',
    route: 'PUT /2.0/addon',
    summary: 'Describe the calling app anew: as given, or as its descriptor stands where it was fetched',
    scope: [],
    on: installation,
    body: descriptorInput,
    status: 204,
    atomic: false,
    audits: true,
    handle: ({ forge, on, body }) => describe(forge, on, body),
  }),
  operation({
    id: 'addon.delete',
    route: 'DELETE /2.0/addon',
    summary: 'Take the calling app out of the workspace',
    scope: [],
    on: installation,
    audits: true,
    handle: ({ db, on }) => uninstall(db, on.workspace, on),
  }),
  operation({
    id: 'addon.clientKey.get',
    route: 'GET /2.0/addon/{addon_key}/client-key',
    summary: 'Tell the client key of a Connect app in a workspace of the caller',
    scope: ['admin:workspace:bitbucket'],
    on: owned,
    shows: clientKeyView,
    handle: async ({ on }) => on,
  }),
  ...linkers,
]
