import type { Target } from '../../../kernel/target.ts'
import { workspace } from '../target.ts'
import type { Holder } from './access-token.ts'
import { accessTokenOperations } from './operations.ts'

const administered = workspace('admin')

const holder: Target<Holder> = {
  ...administered,
  async load(ask) {
    const found = await administered.load(ask)
    return { uuid: found.uuid, workspace: found }
  },
}

export const routes = accessTokenOperations({
  level: 'workspace',
  group: 'workspaces',
  at: '/pail/1/workspaces/{workspace}',
  on: holder,
  scopes: ['account:write', 'admin:workspace:bitbucket'],
})
