import { operation } from '../../../kernel/operation.ts'
import type { Target } from '../../../kernel/target.ts'
import { userView } from '../../users/view.ts'
import type { Repository } from '../repository.ts'
import { repository } from '../target.ts'
import * as store from './store.ts'

const watching = ['repository', 'account:write', 'read:repository:bitbucket', 'write:user:bitbucket']
const own = '/pail/1/repositories/{workspace}/{repo_slug}/watchers'

/** Watching is for whoever reads; it only needs somebody to do it. */
const readByAccount: Target<Repository> = {
  grade: 'account',
  isPersonal: true,
  load: ask => repository('read').load(ask),
}

export const routes = [
  operation({
    id: 'repositories.watchers.list',
    route: 'GET /2.0/repositories/{workspace}/{repo_slug}/watchers',
    summary: 'List the accounts that watch a repository',
    scope: ['repository', 'read:repository:bitbucket'],
    on: repository('read'),
    shows: userView.list,
    handle: ({ db, on, page }) => store.list(db, on, page),
  }),
  operation({
    id: 'repositories.watchers.add',
    route: `PUT ${own}`,
    summary: 'Watch a repository',
    scope: watching,
    on: readByAccount,
    audits: false,
    status: 204,
    handle: ({ db, on, user }) => store.save(db, on, user),
  }),
  operation({
    id: 'repositories.watchers.remove',
    route: `DELETE ${own}`,
    summary: 'No longer watch a repository',
    scope: watching,
    on: readByAccount,
    audits: false,
    handle: ({ db, on, user }) => store.remove(db, on, user),
  }),
]
