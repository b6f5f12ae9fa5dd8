import { neededFor } from '../../../auth/permissions.ts'
import { created } from '../../../kernel/answer.ts'
import { links } from '../../../kernel/links.ts'
import { operation } from '../../../kernel/operation.ts'
import { fullName } from '../../repositories/repository.ts'
import { pullRequest } from '../target.ts'
import { taskFields } from './fields.ts'
import { changeTask, makeTask, removeTask } from './make.ts'
import * as store from './store.ts'
import { taskChange, taskInput, taskView } from './view.ts'

const all = '/2.0/repositories/{workspace}/{repo_slug}/pullrequests/{pull_request_id}/tasks'
const one = `${all}/{task_id}` as const
// Quirk: to write tasks it is enough to be able to read.
const scope = ['pullrequest', 'read:pullrequest:bitbucket']

export const routes = [
  operation({
    id: 'pullrequests.tasks.list',
    route: `GET ${all}`,
    summary: 'List the tasks of a pull request',
    scope,
    on: pullRequest('read'),
    shows: taskView.list,
    filter: taskFields,
    handle: ({ db, on, actor, filter, page }) => store.list(db, on.pullRequest, { actor, filter, page }),
  }),
  operation({
    id: 'pullrequests.tasks.create',
    route: `POST ${all}`,
    summary: 'Note what is to be done about a pull request, by itself or in a comment',
    scope,
    on: pullRequest('account'),
    body: taskInput,
    shows: taskView,
    handle: async ({ db, site, on, user, body }) => {
      const made = await makeTask(db, on.pullRequest, user, body)
      return created(made, links.pullRequestTask(site, fullName(on.repository), on.pullRequest.id, made.id))
    },
  }),
  operation({
    id: 'pullrequests.tasks.get',
    route: `GET ${one}`,
    summary: 'Show a task of a pull request',
    scope,
    on: pullRequest('read'),
    shows: taskView,
    handle: ({ db, on, params, actor }) => store.find(db, on.pullRequest, params.task_id, actor),
  }),
  operation({
    id: 'pullrequests.tasks.update',
    route: `PUT ${one}`,
    summary: 'Say that a task is done or not, or what it is',
    scope,
    on: pullRequest('account'),
    body: taskChange,
    shows: taskView,
    handle: async ({ db, on, params, user, body }) =>
      changeTask(db, await store.find(db, on.pullRequest, params.task_id, user), user, body),
  }),
  operation({
    id: 'pullrequests.tasks.delete',
    route: `DELETE ${one}`,
    summary: 'Delete a task of a pull request',
    scope,
    on: pullRequest('account'),
    handle: async ({ db, on, params, user }) => {
      const task = await store.find(db, on.pullRequest, params.task_id, user)
      await removeTask(db, task, user, on.rank >= neededFor('admin'))
    },
  }),
]
