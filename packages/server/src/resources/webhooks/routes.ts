import { NotFound } from '@pail/failures'
import { created } from '../../kernel/answer.ts'
import { operation } from '../../kernel/operation.ts'
import { anybody, type Target } from '../../kernel/target.ts'
import { eventsOf } from './hook-event.ts'
import { changeWebhook, makeWebhook } from './make.ts'
import * as store from './store.ts'
import { heardRepository, heardSelf, heardWorkspace } from './target.ts'
import { hookEventView, newWebhookInput, selfOf, subjectTypesView, webhookInput, webhookView } from './view.ts'
import type { Subject } from './webhook.ts'

const reading = ['webhook', 'read:webhook:bitbucket']
const writing = [...reading, 'write:webhook:bitbucket']
const deleting = ['webhook', 'delete:webhook:bitbucket']

/** The hooks of a repository, of a workspace, and of oneself. */
export const routes = [
  ...hooksOf('repository', '/2.0/repositories/{workspace}/{repo_slug}/hooks', heardRepository),
  ...hooksOf('workspace', '/2.0/workspaces/{workspace}/hooks', heardWorkspace),
  ...hooksOf('user', '/pail/1/user/hooks', heardSelf),
  operation({
    id: 'webhooks.subjectTypes.get',
    route: 'GET /2.0/hook_events',
    summary: 'Show what webhooks can listen to',
    scope: [],
    on: anybody,
    shows: subjectTypesView,
    handle: async () => ({}),
  }),
  operation({
    id: 'webhooks.events.list',
    route: 'GET /2.0/hook_events/{subject_type}',
    summary: 'List the events that a webhook on a repository or workspace can be told of',
    scope: [],
    on: anybody,
    shows: hookEventView.list,
    paging: { pagelen: 30 },
    handle: async ({ params: { subject_type: kind }, page }) => {
      if (kind !== 'repository' && kind !== 'workspace') throw new NotFound(`${kind} is no subject of webhooks.`)
      const all = eventsOf(kind)
      const from = (page.page - 1) * page.pagelen
      return { ...page, size: all.length, values: all.slice(from, from + page.pagelen) }
    },
  }),
]

function hooksOf<const At extends string>(whose: string, at: At, on: Target<Subject>) {
  const id = (verb: string) => `webhooks.${whose}.${verb}`
  const one = `${at}/{uid}` as const
  const of = whose === 'user' ? 'of what the caller does' : `of a ${whose}`
  const uid = (params: object) => (params as { uid: string }).uid
  return [
    operation({
      id: id('list'),
      route: `GET ${at}`,
      summary: `List the webhooks ${of}`,
      scope: reading,
      on,
      shows: webhookView.list,
      handle: ({ db, on, page }) => store.list(db, on, page),
    }),
    operation({
      id: id('create'),
      route: `POST ${at}`,
      summary: `Have an address called at events ${of}`,
      scope: writing,
      on,
      body: newWebhookInput,
      shows: webhookView,
      atomic: false,
      handle: async ({ forge, on, site, body }) => {
        const hook = await makeWebhook(forge, { on, site }, body)
        return created(hook, selfOf(on, site, hook.uuid))
      },
    }),
    operation({
      id: id('get'),
      route: `GET ${one}`,
      summary: `Show a webhook ${of}`,
      scope: reading,
      on,
      shows: webhookView,
      handle: ({ db, on, params }) => store.find(db, on, uid(params)),
    }),
    operation({
      id: id('update'),
      route: `PUT ${one}`,
      summary: `Change a webhook ${of}; what is left out stays as it is`,
      scope: writing,
      on,
      body: webhookInput,
      shows: webhookView,
      atomic: false,
      handle: async ({ db, forge, on, params, body }) =>
        changeWebhook(forge, await store.find(db, on, uid(params)), body),
    }),
    operation({
      id: id('delete'),
      route: `DELETE ${one}`,
      summary: `Remove a webhook ${of}, with what waits to be sent to it`,
      scope: deleting,
      on,
      handle: async ({ db, on, params }) => store.remove(db, await store.find(db, on, uid(params))),
    }),
  ]
}
