import { Type } from 'typebox'
import { operation } from '../../../kernel/operation.ts'
import { find } from '../../commits/revision.ts'
import { repository } from '../../repositories/target.ts'
import { onlyFor } from '../code-owners.ts'
import { codeOwnersAt } from '../read.ts'
import { codeOwnersView } from './view.ts'

export const routes = [
  operation({
    id: 'codeOwners.get',
    route: 'GET /pail/1/repositories/{workspace}/{repo_slug}/code-owners/{revision+}',
    summary: 'Show who owns what at a commit, and what is wrong with the file that says so; or who owns one path',
    scope: ['repository', 'read:repository:bitbucket'],
    on: repository('read'),
    query: Type.Object({ path: Type.Optional(Type.String({ minLength: 1 })) }),
    shows: codeOwnersView,
    handle: async ({ forge, on, params, query, signal }) => {
      const { oid } = await find(forge, on, params.revision, signal)
      const file = await codeOwnersAt(forge, on, oid, signal)
      return query.path === undefined ? file : onlyFor(file, query.path)
    },
  }),
]
