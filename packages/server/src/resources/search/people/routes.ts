import { Type } from 'typebox'
import type { Db } from '../../../db/tables/index.ts'
import type { Known } from '../../../kernel/actor.ts'
import { operation } from '../../../kernel/operation.ts'
import { belonging } from '../../workspaces/target.ts'
import type { Workspace } from '../../workspaces/workspace.ts'
import { askedFor, queryInput } from '../asked.ts'
import { findWorkspace } from '../within.ts'
import { search } from './store.ts'
import { someone } from './target.ts'
import { foundPersonView } from './view.ts'

export const routes = [
  operation({
    id: 'search.people',
    route: 'GET /pail/1/search/people',
    summary:
      'Find the people of one’s workspaces by name, those first that fit best; administrators find all, by address too',
    scope: ['account', 'read:user:bitbucket'],
    on: someone,
    query: Type.Object({ query: queryInput, workspace: Type.Optional(Type.String()) }),
    shows: foundPersonView.list,
    handle: async ({ db, on, query, page }) => {
      const workspace = query.workspace === undefined ? undefined : await ownWorkspace(db, on, query.workspace)
      return search(db, on, askedFor(query.query), { workspace, page })
    },
  }),
]

/** Only those who belong to a workspace may know who else does. */
async function ownWorkspace(db: Db, actor: Known, id: string): Promise<Workspace> {
  const { uuid } = await findWorkspace(db, actor, id)
  return (await belonging.load({ db, actor, params: { workspace: uuid } })).workspace
}
