import { Conflict } from '@pail/failures'
import type { Db } from '../../../db/tables/index.ts'
import { operation } from '../../../kernel/operation.ts'
import type { Target } from '../../../kernel/target.ts'
import * as hooks from '../store.ts'
import { heardRepository, heardSelf, heardWorkspace } from '../target.ts'
import type { Subject, Webhook } from '../webhook.ts'
import type { Delivery } from './delivery.ts'
import { addAgain } from './queue.ts'
import * as store from './store.ts'
import { deliveryView } from './view.ts'

const reading = ['webhook', 'read:webhook:bitbucket']

/** What was sent to the hooks of a repository, of a workspace, and of oneself. */
export const routes = [
  ...deliveriesOf('repository', '/pail/1/repositories/{workspace}/{repo_slug}/hooks', heardRepository),
  ...deliveriesOf('workspace', '/pail/1/workspaces/{workspace}/hooks', heardWorkspace),
  ...deliveriesOf('user', '/pail/1/user/hooks', heardSelf),
]

function deliveriesOf<const At extends string>(whose: string, at: At, on: Target<Subject>) {
  const id = (verb: string) => `webhooks.${whose}.deliveries.${verb}`
  const all = `${at}/{uid}/deliveries` as const
  const one = `${all}/{delivery_id}` as const
  return [
    operation({
      id: id('list'),
      route: `GET ${all}`,
      summary: 'List what was sent to a webhook in the last days or waits to be, newest first',
      scope: reading,
      on,
      shows: deliveryView.list,
      handle: async ({ db, on, params, page }) => store.list(db, await hook(db, on, params), page),
    }),
    operation({
      id: id('get'),
      route: `GET ${one}`,
      summary: 'Show what was sent to a webhook, and what it answered',
      scope: reading,
      on,
      shows: deliveryView,
      handle: ({ db, on, params }) => delivery(db, on, params),
    }),
    operation({
      id: id('redeliver'),
      route: `POST ${one}/redeliver`,
      summary: 'Send to a webhook once more what was sent to it before, as it was then',
      scope: [...reading, 'write:webhook:bitbucket'],
      on,
      shows: deliveryView,
      handle: async ({ db, on, params }) => redeliver(db, await hook(db, on, params), await delivery(db, on, params)),
    }),
  ]
}

const hook = (db: Db, on: Subject, params: object): Promise<Webhook> =>
  hooks.find(db, on, (params as { uid: string }).uid)

const delivery = async (db: Db, on: Subject, params: object): Promise<Delivery> =>
  store.find(db, await hook(db, on, params), (params as { delivery_id: string }).delivery_id)

/** Whoever asks for it knows that the receiver is there again: what waits before it is tried at once. */
async function redeliver(tx: Db, on: Webhook, given: Delivery): Promise<Delivery> {
  if (!on.isActive) throw new Conflict('The webhook is not active.')
  if (given.outcome === null) throw new Conflict('The delivery has not been given up yet.')
  const id = await addAgain(tx, given)
  await hooks.hasten(tx, on)
  return store.find(tx, on, id)
}
