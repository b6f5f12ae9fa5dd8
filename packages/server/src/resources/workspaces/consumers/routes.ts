import { created } from '../../../kernel/answer.ts'
import { links } from '../../../kernel/links.ts'
import { operation } from '../../../kernel/operation.ts'
import { byPerson } from '../../../kernel/target.ts'
import { workspace } from '../target.ts'
import { changeConsumer, makeConsumer, renewSecret } from './change.ts'
import * as store from './store.ts'
import { consumerInput, consumerView, newConsumerInput } from './view.ts'

const ALL = '/pail/1/workspaces/{workspace}/consumers'
const ONE = `${ALL}/{consumer_key}` as const

const on = byPerson(workspace('admin'))
const scope = ['account:write', 'admin:workspace:bitbucket']
const shows = consumerView

/** OAuth consumers, looked after by the owners of their workspace. */
export const routes = [
  operation({
    id: 'workspaces.consumers.list',
    route: `GET ${ALL}`,
    summary: 'List the OAuth consumers of a workspace, without their secrets',
    scope,
    on,
    shows: shows.list,
    handle: ({ db, on, page }) => store.list(db, on, page),
  }),
  operation({
    id: 'workspaces.consumers.create',
    route: `POST ${ALL}`,
    summary: 'Make an OAuth consumer; the answer is the only place that shows its secret',
    scope,
    on,
    body: newConsumerInput,
    shows,
    handle: async ({ db, on, user: giver, body, site }) => {
      const consumer = await makeConsumer(db, { workspace: on, giver }, body)
      return created(consumer, links.consumer(site, on.slug, consumer.key))
    },
  }),
  operation({
    id: 'workspaces.consumers.get',
    route: `GET ${ONE}`,
    summary: 'Show an OAuth consumer, without its secret',
    scope,
    on,
    shows,
    handle: ({ db, on, params }) => store.find(db, on, params.consumer_key),
  }),
  operation({
    id: 'workspaces.consumers.update',
    route: `PUT ${ONE}`,
    summary: 'Change an OAuth consumer; what it may do no longer, its tokens may not either',
    scope,
    on,
    body: consumerInput,
    shows,
    handle: async ({ db, on, user: giver, params, body }) =>
      changeConsumer(db, { consumer: await store.find(db, on, params.consumer_key), giver }, body),
  }),
  operation({
    id: 'workspaces.consumers.delete',
    route: `DELETE ${ONE}`,
    summary: 'Remove an OAuth consumer and revoke all that it was given',
    scope,
    on,
    handle: async ({ db, on, params }) => store.remove(db, await store.find(db, on, params.consumer_key)),
  }),
  operation({
    id: 'workspaces.consumers.secret.renew',
    route: `POST ${ONE}/secret`,
    summary: 'Give an OAuth consumer a new secret, shown in this answer only; the old one is refused at once',
    scope,
    on,
    shows,
    status: 200,
    handle: async ({ db, on, user, params }) => renewSecret(db, await store.find(db, on, params.consumer_key), user),
  }),
]
