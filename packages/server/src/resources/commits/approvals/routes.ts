import { operation } from '../../../kernel/operation.ts'
import { findName } from '../revision.ts'
import * as store from './store.ts'
import { ownRepository } from './target.ts'
import { participantView } from './view.ts'

const at = '/2.0/repositories/{workspace}/{repo_slug}/commit/{commit}/approve'

export const routes = [
  operation({
    id: 'commits.approval.create',
    route: `POST ${at}`,
    summary: 'Approve a commit',
    scope: ['repository:write', 'read:repository:bitbucket', 'write:repository:bitbucket'],
    on: ownRepository,
    shows: participantView,
    status: 200,
    atomic: false,
    handle: async ({ forge, on, params, user, signal }) => {
      const commit = await findName(forge, on, params.commit, signal)
      return forge.database.transact(tx => store.save(tx, commit, user))
    },
  }),
  operation({
    id: 'commits.approval.delete',
    route: `DELETE ${at}`,
    summary: 'Take the approval of a commit back',
    scope: ['repository:write', 'write:repository:bitbucket'],
    on: ownRepository,
    atomic: false,
    handle: async ({ forge, on, params, user, signal }) => {
      const commit = await findName(forge, on, params.commit, signal)
      await forge.database.transact(tx => store.remove(tx, commit, user))
    },
  }),
]
