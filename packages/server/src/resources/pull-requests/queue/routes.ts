import { NotFound } from '@pail/failures'
import { created } from '../../../kernel/answer.ts'
import { links } from '../../../kernel/links.ts'
import { operation } from '../../../kernel/operation.ts'
import { fullName } from '../../repositories/repository.ts'
import { repository } from '../../repositories/target.ts'
import { asked } from '../merge/outcome.ts'
import { mergeInput } from '../merge/view.ts'
import { pullRequest } from '../target.ts'
import { cancelled } from './entry.ts'
import { join } from './join.ts'
import { leave } from './leave.ts'
import * as store from './store.ts'
import { entryView, queueQuery } from './view.ts'

const all = '/pail/1/repositories/{workspace}/{repo_slug}'
const one = `${all}/pullrequests/{pull_request_id}/merge-queue` as const
const writing = ['pullrequest:write', 'read:pullrequest:bitbucket', 'write:pullrequest:bitbucket']

export const routes = [
  operation({
    id: 'pullrequests.queue.list',
    route: `GET ${all}/merge-queue`,
    summary: 'List the pull requests that wait to be merged, branch by branch, in the order of their turns',
    scope: ['pullrequest', 'read:pullrequest:bitbucket'],
    on: repository('read'),
    query: queueQuery,
    shows: entryView.list,
    handle: ({ db, on, query, page }) => store.list(db, { ...query, repository: on.uuid }, page),
  }),
  operation({
    id: 'pullrequests.queue.add',
    route: `POST ${one}`,
    summary: 'Let a pull request be merged when its turn has come and what comes of it has been built',
    scope: writing,
    on: pullRequest('write'),
    body: mergeInput,
    shows: entryView,
    atomic: false,
    handle: async ({ forge, site, on, user, body }) => {
      const wish = { actor: user, asked: asked(body, on.pullRequest), mode: 'queue' } as const
      const { uuid } = await join(forge, on.pullRequest, wish)
      const entry = await store.seek(forge.database.reader, on.pullRequest)
      if (!entry) throw new NotFound('The pull request has left the queue already.')
      return created(entry, links.mergeTask(site, fullName(on.repository), on.pullRequest.id, uuid))
    },
  }),
  operation({
    id: 'pullrequests.queue.remove',
    route: `DELETE ${one}`,
    summary: 'Take a pull request out of the queue',
    scope: writing,
    on: pullRequest('write'),
    atomic: false,
    handle: async ({ forge, on }) => {
      const entry = await store.seek(forge.database.reader, on.pullRequest)
      if (!entry) throw new NotFound('The pull request is in no queue.')
      await leave(forge, on.pullRequest, entry, cancelled())
    },
  }),
]
