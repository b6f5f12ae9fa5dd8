import { operation } from '../../kernel/operation.ts'
import { findName } from '../commits/revision.ts'
import { repository } from '../repositories/target.ts'
import { makeReport } from './make.ts'
import * as store from './store.ts'
import { reportInput, reportView } from './view.ts'

const all = '/2.0/repositories/{workspace}/{repo_slug}/commit/{commit}/reports'
const one = `${all}/{reportId}` as const
// Quirk: the scope of reading is enough for a token to write reports; whose token it is must be able to write.
const scope = ['repository', 'read:repository:bitbucket']

export const routes = [
  operation({
    id: 'reports.list',
    route: `GET ${all}`,
    summary: 'List what tools report of a commit',
    scope,
    on: repository('read'),
    shows: reportView.list,
    handle: async ({ db, forge, on, params, page, signal }) =>
      store.list(db, await findName(forge, on, params.commit, signal), page),
  }),
  operation({
    id: 'reports.get',
    route: `GET ${one}`,
    summary: 'Show a report on a commit, by either of its ids',
    scope,
    on: repository('read'),
    shows: reportView,
    handle: async ({ db, forge, on, params, signal }) =>
      store.find(db, await findName(forge, on, params.commit, signal), params.reportId),
  }),
  operation({
    id: 'reports.save',
    route: `PUT ${one}`,
    summary: 'Make a report on a commit, or put it in the place of the one with this id',
    scope,
    on: repository('write'),
    body: reportInput,
    shows: reportView,
    atomic: false,
    handle: async ({ forge, on, params, user, body, signal }) => {
      const commit = await findName(forge, on, params.commit, signal)
      return forge.database.transact(tx => makeReport(tx, { commit, id: params.reportId, actor: user }, body))
    },
  }),
  // Quirk: 204 also when there is no such report; tools clear the way before they have made one.
  operation({
    id: 'reports.delete',
    route: `DELETE ${one}`,
    summary: 'Delete a report and its annotations',
    scope,
    on: repository('write'),
    atomic: false,
    handle: async ({ forge, on, params, signal }) => {
      const commit = await findName(forge, on, params.commit, signal)
      await forge.database.transact(async tx => {
        const report = await store.seek(tx, commit, params.reportId)
        if (report) await store.remove(tx, report)
      })
    },
  }),
]
