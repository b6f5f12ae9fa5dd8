import { operation } from '../../../kernel/operation.ts'
import { overriding } from '../overrides.ts'
import * as store from '../store.ts'
import { repository } from '../target.ts'
import { inheritanceInput, inheritanceView } from './view.ts'

const settings = '/2.0/repositories/{workspace}/{repo_slug}/override-settings'
const scope = ['repository:admin', 'admin:repository:bitbucket']

export const routes = [
  operation({
    id: 'repositories.overrideSettings.get',
    route: `GET ${settings}`,
    summary: 'Show which settings a repository does not take from its project',
    scope,
    on: repository('admin'),
    shows: inheritanceView,
    handle: async ({ on }) => on,
  }),
  operation({
    id: 'repositories.overrideSettings.update',
    route: `PUT ${settings}`,
    summary: 'Choose which settings a repository takes from its project',
    scope,
    on: repository('admin'),
    body: inheritanceInput,
    status: 204,
    handle: async ({ db, on, body }) => {
      const overrides = overriding(on.overrides, body.override_settings ?? {})
      await store.save(db, { ...on, overrides }, on)
    },
  }),
]
