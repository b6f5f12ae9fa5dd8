import { Type } from 'typebox'
import { created } from '../../kernel/answer.ts'
import { links } from '../../kernel/links.ts'
import { operation } from '../../kernel/operation.ts'
import { repositoryFields } from '../repositories/fields.ts'
import { list } from '../repositories/listing.ts'
import { fullName } from '../repositories/repository.ts'
import { repository } from '../repositories/target.ts'
import { repositoryView } from '../repositories/view.ts'
import { makeFork } from './make.ts'
import { forkInput } from './view.ts'

const all = '/2.0/repositories/{workspace}/{repo_slug}/forks'

export const routes = [
  operation({
    id: 'repositories.forks.list',
    route: `GET ${all}`,
    summary: 'List the forks of a repository that the caller may see',
    scope: ['repository', 'read:repository:bitbucket'],
    on: repository('read'),
    query: Type.Object({ role: Type.Optional(Type.String({ enum: ['owner', 'admin', 'contributor', 'member'] })) }),
    filter: repositoryFields,
    shows: repositoryView.list,
    handle: ({ db, actor, on, query, filter, page }) =>
      list(db, actor, { parent: on, role: query.role }, { filter, page }),
  }),
  operation({
    id: 'repositories.forks.create',
    route: `POST ${all}`,
    summary: 'Fork a repository',
    scope: ['repository:write', 'read:repository:bitbucket', 'write:repository:bitbucket'],
    on: repository('read'),
    body: forkInput,
    shows: repositoryView,
    atomic: false,
    handle: async ({ forge, user, on, body, site }) => {
      const fork = await makeFork(forge, user, on, body)
      return created(fork, links.repository(site, fullName(fork)))
    },
  }),
]
