import { created } from '../../kernel/answer.ts'
import { links } from '../../kernel/links.ts'
import { operation } from '../../kernel/operation.ts'
import { fullName } from '../repositories/repository.ts'
import { repository } from '../repositories/target.ts'
import { branchFields, tagFields } from './fields.ts'
import { find, list, shown } from './listing.ts'
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
    handle: ({ forge, on, filter, page, signal }) => list(forge, on, { filter, page, signal }),
  }),
  operation({
    id: 'refs.branches.list',
    route: `GET ${refs}/branches`,
    summary: 'List the branches of a repository',
    scope: reading,
    on: repository('read'),
    filter: branchFields,
    shows: branchView.list,
    handle: ({ forge, on, filter, page, signal }) => list(forge, on, { kind: 'branch', filter, page, signal }),
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
    handle: async ({ forge, on, params, signal }) =>
      (await shown(forge, on, [await find(forge, on, 'branch', params.name)], signal))[0]!,
  }),
  operation({
    id: 'refs.branches.delete',
    route: `DELETE ${refs}/branches/{name+}`,
    summary: 'Delete a branch; the main branch stays',
    scope: removing,
    on: repository('write'),
    atomic: false,
    handle: ({ forge, user, on, params }) => remove(forge, { repository: on, actor: user }, 'branch', params.name),
  }),
  operation({
    id: 'refs.tags.list',
    route: `GET ${refs}/tags`,
    summary: 'List the tags of a repository',
    scope: reading,
    on: repository('read'),
    filter: tagFields,
    shows: tagView.list,
    handle: ({ forge, on, filter, page, signal }) => list(forge, on, { kind: 'tag', filter, page, signal }),
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
    handle: async ({ db, forge, user, on, body, site }) => {
      const tag = await makeTag(db, forge, { repository: on, actor: user }, body)
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
    handle: async ({ forge, on, params, signal }) =>
      (await shown(forge, on, [await find(forge, on, 'tag', params.name)], signal))[0]!,
  }),
  operation({
    id: 'refs.tags.delete',
    route: `DELETE ${refs}/tags/{name+}`,
    summary: 'Delete a tag',
    scope: removing,
    on: repository('write'),
    atomic: false,
    handle: ({ forge, user, on, params }) => remove(forge, { repository: on, actor: user }, 'tag', params.name),
  }),
]
