import { Type } from 'typebox'
import type { Db } from '../../../db/tables/index.ts'
import type { Known } from '../../../kernel/actor.ts'
import { operation } from '../../../kernel/operation.ts'
import { belonging } from '../../workspaces/target.ts'
import { askedFor, queryInput } from '../asked.ts'
import { findRepository, findWorkspace } from '../within.ts'
import { type Among, search } from './store.ts'
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
    query: Type.Object({
      query: queryInput,
      workspace: Type.Optional(Type.String()),
      repository: Type.Optional(
        Type.String({ description: 'Those who may read it, as in acme/site: so they can be mentioned there.' }),
      ),
    }),
    shows: foundPersonView.list,
    handle: async ({ db, on, query, page }) =>
      search(db, on, askedFor(query.query), { among: await amongThose(db, on, query), page }),
  }),
]

/** Only those who belong to a workspace may know who else does. */
async function amongThose(
  db: Db,
  actor: Known,
  { workspace, repository }: { workspace?: string | undefined; repository?: string | undefined },
): Promise<Among> {
  const read = repository === undefined ? undefined : await findRepository(db, actor, repository)
  const id = workspace ?? read?.workspace.uuid
  if (id === undefined) return {}
  const { uuid } = await findWorkspace(db, actor, id)
  const { workspace: own } = await belonging.load({ db, actor, params: { workspace: uuid } })
  return { workspace: own, ...(read && { repository: read }) }
}
