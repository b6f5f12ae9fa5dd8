import { operation } from '../../../../kernel/operation.ts'
import { administrator } from '../../../users/target.ts'
import { engineOf } from '../engine-of.ts'
import { progress, reindex } from './reindex.ts'
import { stateOf } from './state.ts'
import { progressView, reindexInput, stateView } from './view.ts'

const reading = ['account', 'read:user:bitbucket']
const changing = ['account:write', 'write:user:bitbucket']

export const routes = [
  operation({
    id: 'search.index.get',
    route: 'GET /pail/1/search',
    summary: 'Show how much of the code can be searched',
    scope: reading,
    on: administrator,
    shows: stateView,
    handle: async ({ db, forge }) => {
      engineOf(forge)
      return stateOf(db)
    },
  }),
  operation({
    id: 'search.index.reindex',
    route: 'POST /pail/1/search/reindex',
    summary: 'Build the search index anew, of one repository or of all',
    scope: changing,
    on: administrator,
    body: reindexInput,
    shows: progressView,
    status: 202,
    // Waits for the index.
    atomic: false,
    handle: ({ forge, on, body }) => reindex(forge, on, body.repository),
  }),
  operation({
    id: 'search.index.getProgress',
    route: 'GET /pail/1/search/reindex',
    summary: 'Show how far building the search index anew is',
    scope: reading,
    on: administrator,
    query: reindexInput,
    shows: progressView,
    handle: ({ forge, on, query }) => progress(forge, on, query.repository),
  }),
]
