import { created } from '../../kernel/answer.ts'
import { links } from '../../kernel/links.ts'
import { operation } from '../../kernel/operation.ts'
import { fullName } from '../repositories/repository.ts'
import { repository } from '../repositories/target.ts'
import { branchFields, tagFields } from './fields.ts'
import { find, list, show } from './listing.ts'
import { makeBranch, makeTag } from './make.ts'
import { remove } from './remove.ts'
import { branchInput, branchView, refView, tagInput, tagView } from './view.ts'

const refs = '/2.0/repositories/{workspace}/{repo_slug}/refs'
const reading = ['repository', 'read:repository:bitbucket']
const removing = ['repository:write', 'write:repository:bitbucket']
const making = [...removing, 'read:repository:bitbucket']

export const routes = [
  operation({
    id: 'refs.list',
    route: `GET ${refs}`,
    summary: 'List the branches and tags of a repository',
    scope: reading,
    on: repository('read'),
    filter: tagFields,
    shows: refView.list,
    handle: ({ forge, on, filter, page, signal }) => list({ forge, repository: on, signal }, { filter, page }),
  }),
  operation({
    id: 'refs.branches.list',
    route: `GET ${refs}/branches`,
    summary: 'List the branches of a repository',
    scope: reading,
    on: repository('read'),
    filter: branchFields,
    shows: branchView.list,
    handle: ({ forge, on, filter, page, signal }) =>
      list({ forge, repository: on, signal }, { kind: 'branch', filter, page }),
  }),
  operation({
    id: 'refs.branches.create',
    route: `POST ${refs}/branches`,
    summary: 'Create a branch at a commit',
    scope: making,
    on: repository('write'),
    body: branchInput,
    shows: branchView,
    atomic: false,
    handle: async ({ forge, user, on, body, site }) => {
      const branch = await makeBranch(forge, { repository: on, actor: user }, body)
      return created(branch, links.branch(site, fullName(on), branch.name))
    },
  }),
  operation({
    id: 'refs.branches.get',
    route: `GET ${refs}/branches/{name+}`,
    summary: 'Show a branch',
    scope: reading,
    on: repository('read'),
    shows: branchView,
    handle: ({ forge, on, params, signal }) => show({ forge, repository: on, signal }, 'branch', params.name),
  }),
  operation({
    id: 'refs.branches.delete',
    route: `DELETE ${refs}/branches/{name+}`,
    summary: 'Delete a branch; the main branch stays',
    scope: removing,
    on: repository('write'),
    atomic: false,
    handle: async ({ forge, user, on, params }) =>
      remove(forge, { repository: on, actor: user }, await find({ forge, repository: on }, 'branch', params.name)),
  }),
  operation({
    id: 'refs.tags.list',
    route: `GET ${refs}/tags`,
    summary: 'List the tags of a repository',
    scope: reading,
    on: repository('read'),
    filter: tagFields,
    shows: tagView.list,
    handle: ({ forge, on, filter, page, signal }) =>
      list({ forge, repository: on, signal }, { kind: 'tag', filter, page }),
  }),
  operation({
    id: 'refs.tags.create',
    route: `POST ${refs}/tags`,
    summary: 'Create an annotated tag at a commit',
    scope: making,
    on: repository('write'),
    body: tagInput,
    shows: tagView,
    atomic: false,
    handle: async ({ forge, user, on, body, site }) => {
      const tag = await makeTag(forge, { repository: on, actor: user }, body)
      return created(tag, links.tag(site, fullName(on), tag.name))
    },
  }),
  operation({
    id: 'refs.tags.get',
    route: `GET ${refs}/tags/{name+}`,
    summary: 'Show a tag',
    scope: reading,
    on: repository('read'),
    shows: tagView,
    handle: ({ forge, on, params, signal }) => show({ forge, repository: on, signal }, 'tag', params.name),
  }),
  operation({
    id: 'refs.tags.delete',
    route: `DELETE ${refs}/tags/{name+}`,
    summary: 'Delete a tag',
    scope: removing,
    on: repository('write'),
    atomic: false,
    handle: async ({ forge, user, on, params }) =>
      remove(forge, { repository: on, actor: user }, await find({ forge, repository: on }, 'tag', params.name)),
  }),
]
