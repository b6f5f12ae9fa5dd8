import { randomBytes, randomUUID } from 'node:crypto'
import type { Static } from 'typebox'
import { newSecret } from '../../../auth/tokens.ts'
import type { Db } from '../../../db/tables/index.ts'
import type { Known } from '../../../kernel/actor.ts'
import { now } from '../../../kernel/clock.ts'
import { asScopes } from '../../users/tokens/token.ts'
import type { Workspace } from '../workspace.ts'
import { type Consumer, changed } from './consumer.ts'
import * as store from './store.ts'
import type { consumerInput, newConsumerInput } from './view.ts'

/** A consumer with its secret, which nothing can show a second time. */
export interface IssuedConsumer extends Consumer {
  secret: string
}

/** Makes a consumer that may ask for nothing that the credential of its maker lacks. */
export async function makeConsumer(
  tx: Db,
  { workspace, giver }: { workspace: Workspace; giver: Known },
  input: Static<typeof newConsumerInput>,
): Promise<IssuedConsumer> {
  const blank: Consumer = {
    uuid: randomUUID(),
    workspaceUuid: workspace.uuid,
    key: newKey(),
    name: '',
    description: null,
    url: null,
    callbackUrl: null,
    isPrivate: true,
    scopes: [],
    createdOn: now(),
  }
  const consumer = changed(blank, input)
  refuseWider(consumer, giver)
  const secret = newSecret('consumer')
  await store.create(tx, consumer, secret)
  return { ...consumer, secret }
}

/** Changes a consumer. What it holds already is taken from it where it may do less than before. */
export async function changeConsumer(
  tx: Db,
  { consumer, giver }: { consumer: Consumer; giver: Known },
  input: Static<typeof consumerInput>,
): Promise<Consumer> {
  const next = changed(consumer, input)
  // Whoever sends the answers of a consumer elsewhere holds what it holds.
  refuseWider(consumer, giver)
  refuseWider(next, giver)
  await store.save(tx, next)
  const isLess = consumer.scopes.some(scope => !next.scopes.includes(scope))
  if (isLess || (consumer.isPrivate && !next.isPrivate)) await store.endTokens(tx, consumer)
  return next
}

/** Gives a consumer another secret; the one that it had is refused from now on. */
export async function renewSecret(tx: Db, consumer: Consumer, giver: Known): Promise<IssuedConsumer> {
  refuseWider(consumer, giver)
  const secret = newSecret('consumer')
  await store.saveSecret(tx, consumer, secret)
  return { ...consumer, secret }
}

/** A narrow credential is not turned into a wide one by way of a consumer. */
const refuseWider = ({ scopes }: Consumer, { credential }: Known): void => void asScopes(scopes, credential.granted)

const newKey = (): string =>
  randomBytes(48)
    .toString('base64')
    .replaceAll(/[^A-Za-z0-9]/g, '')
    .slice(0, 18)
