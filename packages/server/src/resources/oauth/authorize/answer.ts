import { randomBytes, randomUUID } from 'node:crypto'
import type { Db } from '../../../db/tables/index.ts'
import { later, now } from '../../../kernel/clock.ts'
import type { User } from '../../users/user.ts'
import { CODE_SECONDS, type Grant } from '../grant.ts'
import { issueAccess } from '../issue.ts'
import type { Refusal } from '../refusal.ts'
import * as store from '../store.ts'
import type { Question } from './question.ts'
import { withAnswer } from './redirect.ts'

/** Lets the consumer in, and answers where the browser goes with what it was given. */
export async function allow(tx: Db, asked: Question, user: User): Promise<string> {
  const { consumer, address, state, scopes } = asked
  const kind = asked.wants === 'code' ? 'authorization_code' : 'implicit'
  const grant: Grant = {
    uuid: randomUUID(),
    consumerUuid: consumer.uuid,
    userUuid: user.uuid,
    kind,
    scopes,
    createdOn: now(),
  }
  if (kind === 'implicit') {
    await store.create(tx, grant)
    const { expires_in, ...issued } = await issueAccess(tx, { grant, consumer })
    return withAnswer(address, { ...issued, expires_in: String(expires_in), state }, 'fragment')
  }
  const { redirectUri, challenge } = asked
  const code = randomBytes(32).toString('base64url')
  await store.create(tx, grant, { secret: code, expiresOn: later(CODE_SECONDS), redirectUri, challenge })
  return withAnswer(address, { code, state }, 'query')
}

type Returning = Pick<Question, 'address' | 'state'> & { place: 'query' | 'fragment' }

/** Where the browser goes with a refusal. */
export const sentBack = ({ address, state, place }: Returning, refusal: Refusal): string =>
  withAnswer(address, { error: refusal.error, error_description: refusal.error_description, state }, place)
