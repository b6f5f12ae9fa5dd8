import { Type } from 'typebox'
import { operation } from '../../../kernel/operation.ts'
import { anybody } from '../../../kernel/target.ts'
import { askedFor, queryInput } from '../asked.ts'
import { placeOf } from '../within.ts'
import { search } from './store.ts'
import { foundRepositoryView } from './view.ts'

export const routes = [
  operation({
    id: 'search.repositories',
    route: 'GET /pail/1/search/repositories',
    summary: 'Find repositories by name, description, project or language, those first that fit best; 200 at most',
    scope: ['repository', 'read:repository:bitbucket'],
    on: anybody,
    query: Type.Object({
      query: queryInput,
      workspace: Type.Optional(Type.String()),
      project: Type.Optional(Type.String()),
      role: Type.Optional(Type.String({ enum: ['owner', 'admin', 'contributor', 'member'] })),
      language: Type.Optional(Type.String()),
    }),
    shows: foundRepositoryView.list,
    handle: async ({ db, actor, query, page }) => {
      const { role, language } = query
      const place = await placeOf(db, actor, query)
      return search(db, actor, askedFor(query.query), { wanted: { ...place, role, language }, page })
    },
  }),
]
