import { Type } from 'typebox'
import { Answer } from '../../kernel/answer.ts'
import { links, type Site } from '../../kernel/links.ts'
import { operation } from '../../kernel/operation.ts'
import { findName } from '../commits/revision.ts'
import { fullName } from '../repositories/repository.ts'
import { repository } from '../repositories/target.ts'
import { statusFields } from './fields.ts'
import { changeStatus, type Reported, reportStatus } from './make.ts'
import * as store from './store.ts'
import { statusChange, statusInput, statusView } from './view.ts'

const all = '/2.0/repositories/{workspace}/{repo_slug}/commit/{commit}/statuses'
const builds = `${all}/build` as const
const one = `${builds}/{key}` as const
// Quirk: the scope of reading is enough for a token to write statuses; whose token it is must be able to write.
const scope = ['repository', 'read:repository:bitbucket']

export const routes = [
  operation({
    id: 'commits.statuses.list',
    route: `GET ${all}`,
    summary: 'List the statuses of a commit; with `refname`, those that count for this branch',
    scope,
    on: repository('read'),
    query: Type.Object({ refname: Type.Optional(Type.String()) }),
    shows: statusView.list,
    filter: statusFields,
    handle: async ({ db, forge, on, params, query, filter, page, signal }) => {
      const commit = await findName(forge, on, params.commit, signal)
      return store.list(db, { commit, refname: query.refname || undefined }, filter, page)
    },
  }),
  operation({
    id: 'commits.statuses.create',
    route: `POST ${builds}`,
    summary: 'Say how a build of a commit went; again with the same key replaces what was said before',
    scope,
    on: repository('write'),
    body: statusInput,
    shows: statusView,
    status: [201, 200],
    atomic: false,
    handle: async ({ forge, site, on, params, user, body, signal }) => {
      const commit = await findName(forge, on, params.commit, signal)
      return placed(site, await forge.database.transact(tx => reportStatus(tx, commit, user, body)))
    },
  }),
  operation({
    id: 'commits.statuses.get',
    route: `GET ${one}`,
    summary: 'Show the status of a commit that has this key',
    scope,
    on: repository('read'),
    shows: statusView,
    handle: async ({ db, forge, on, params, signal }) =>
      store.find(db, await findName(forge, on, params.commit, signal), params.key),
  }),
  operation({
    id: 'commits.statuses.update',
    route: `PUT ${one}`,
    summary: 'Change what a status says; what is left out stays',
    scope,
    on: repository('write'),
    body: statusChange,
    shows: statusView,
    atomic: false,
    handle: async ({ forge, on, params, user, body, signal }) => {
      const commit = await findName(forge, on, params.commit, signal)
      return forge.database.transact(tx => changeStatus(tx, { commit, key: params.key }, user, body))
    },
  }),
]

/** Quirk: the place of a status is told without a host, and told again when it was there before. */
function placed(site: Site, { status, isNew }: Reported) {
  const { repository, hash } = status.commit
  const location = new URL(links.commitStatus(site, fullName(repository), hash, status.key)).pathname
  return new Answer(status, { status: isNew ? 201 : 200, headers: { location } })
}
