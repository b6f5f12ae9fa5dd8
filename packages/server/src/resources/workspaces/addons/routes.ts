import { created } from '../../../kernel/answer.ts'
import { links } from '../../../kernel/links.ts'
import { operation } from '../../../kernel/operation.ts'
import { byPerson } from '../../../kernel/target.ts'
import { workspace } from '../target.ts'
import { install, uninstall } from './install.ts'
import * as store from './store.ts'
import { addonView, descriptorInput } from './view.ts'

const ALL = '/pail/1/workspaces/{workspace}/addons'
const ONE = `${ALL}/{addon_key}` as const
const on = byPerson(workspace('admin'))
const scope = ['account:write', 'admin:workspace:bitbucket']
const shows = addonView

/** Connect apps, looked after by the owners of their workspace. */
export const routes = [
  operation({
    id: 'workspaces.addons.list',
    route: `GET ${ALL}`,
    summary: 'List the Connect apps of a workspace',
    scope,
    on,
    shows: shows.list,
    handle: ({ db, on, page }) => store.list(db, on, page),
  }),
  operation({
    id: 'workspaces.addons.install',
    route: `POST ${ALL}`,
    summary: 'Install a Connect app by its descriptor, or by the address of that',
    scope,
    on,
    body: descriptorInput,
    shows,
    atomic: false,
    handle: async ({ forge, on, user: giver, site, body }) => {
      const addon = await install(forge, { workspace: on, giver, site }, body)
      return created(addon, links.addon(site, on.slug, addon.descriptor.key))
    },
  }),
  operation({
    id: 'workspaces.addons.get',
    route: `GET ${ONE}`,
    summary: 'Show a Connect app of a workspace',
    scope,
    on,
    shows,
    handle: ({ db, on, params }) => store.find(db, on, params.addon_key),
  }),
  operation({
    id: 'workspaces.addons.uninstall',
    route: `DELETE ${ONE}`,
    summary: 'Take a Connect app out of a workspace, and revoke all that it was given',
    scope,
    on,
    handle: async ({ db, on, params }) => uninstall(db, on, await store.find(db, on, params.addon_key)),
  }),
]
