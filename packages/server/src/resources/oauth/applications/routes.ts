import { NotFound } from '@pail/failures'
import { operation } from '../../../kernel/operation.ts'
import { oneself } from '../../../kernel/target.ts'
import { revokeAll } from '../store.ts'
import { listOf } from './application.ts'
import { applicationView } from './view.ts'

const ALL = '/pail/1/user/applications'

/** What a person has let in by OAuth 2, and its end. */
export const routes = [
  operation({
    id: 'oauth.applications.list',
    route: `GET ${ALL}`,
    summary: 'List the applications that the caller has let act in their name',
    scope: ['account', 'read:user:bitbucket'],
    on: oneself,
    shows: applicationView.list,
    handle: async ({ db, user, page }) => {
      const all = await listOf(db, user)
      const from = (page.page - 1) * page.pagelen
      return { ...page, values: all.slice(from, from + page.pagelen), size: all.length }
    },
  }),
  operation({
    id: 'oauth.applications.revoke',
    route: `DELETE ${ALL}/{consumer_key}`,
    summary: 'Take back what an application was let do; its tokens are refused at once',
    scope: ['account:write', 'write:user:bitbucket'],
    on: oneself,
    handle: async ({ db, user, params }) => {
      const found = (await listOf(db, user)).find(({ consumer }) => consumer.key === params.consumer_key)
      if (!found) throw new NotFound('There is no such application', { detail: { key: params.consumer_key } })
      await revokeAll(db, user, found.consumer.uuid)
    },
  }),
]
