import { operation } from '../../../kernel/operation.ts'
import { findName } from '../../commits/revision.ts'
import { repository } from '../../repositories/target.ts'
import * as reports from '../store.ts'
import { annotate, annotateOnce } from './make.ts'
import * as store from './store.ts'
import { annotationInput, annotationsInput, annotationView } from './view.ts'

const all = '/2.0/repositories/{workspace}/{repo_slug}/commit/{commit}/reports/{reportId}/annotations'
const one = `${all}/{annotationId}` as const
const scope = ['repository', 'read:repository:bitbucket']

export const routes = [
  operation({
    id: 'reports.annotations.list',
    route: `GET ${all}`,
    summary: 'List what a report says of places in the code',
    scope,
    on: repository('read'),
    shows: annotationView.list,
    handle: async ({ db, forge, on, params, page, signal }) => {
      const commit = await findName(forge, on, params.commit, signal)
      return store.list(db, await reports.find(db, commit, params.reportId), page)
    },
  }),
  operation({
    id: 'reports.annotations.saveAll',
    route: `POST ${all}`,
    summary: 'Make several annotations at once, each in the place of the one with its id',
    scope,
    on: repository('write'),
    body: annotationsInput,
    shows: annotationView.array,
    status: 200,
    atomic: false,
    handle: async ({ forge, on, params, body, signal }) => {
      const commit = await findName(forge, on, params.commit, signal)
      return forge.database.transact(async tx => annotate(tx, await reports.find(tx, commit, params.reportId), body))
    },
  }),
  operation({
    id: 'reports.annotations.get',
    route: `GET ${one}`,
    summary: 'Show an annotation of a report, by either of its ids',
    scope,
    on: repository('read'),
    shows: annotationView,
    handle: async ({ db, forge, on, params, signal }) => {
      const commit = await findName(forge, on, params.commit, signal)
      return store.find(db, await reports.find(db, commit, params.reportId), params.annotationId)
    },
  }),
  operation({
    id: 'reports.annotations.save',
    route: `PUT ${one}`,
    summary: 'Make an annotation, or put it in the place of the one with this id',
    scope,
    on: repository('write'),
    body: annotationInput,
    shows: annotationView,
    atomic: false,
    handle: async ({ forge, on, params, body, signal }) => {
      const commit = await findName(forge, on, params.commit, signal)
      return forge.database.transact(async tx => {
        const report = await reports.find(tx, commit, params.reportId)
        return annotateOnce(tx, report, params.annotationId, body)
      })
    },
  }),
  // Quirk: 204 also when there is no such annotation, nor such a report.
  operation({
    id: 'reports.annotations.delete',
    route: `DELETE ${one}`,
    summary: 'Delete an annotation of a report',
    scope,
    on: repository('write'),
    atomic: false,
    handle: async ({ forge, on, params, signal }) => {
      const commit = await findName(forge, on, params.commit, signal)
      await forge.database.transact(async tx => {
        const report = await reports.seek(tx, commit, params.reportId)
        const annotation = report && (await store.seek(tx, report, params.annotationId))
        if (annotation) await store.remove(tx, annotation)
      })
    },
  }),
]
