import { isTaken } from '@pail/db'
import { Failure } from '@pail/failures'
import { callerAddress } from '../../../kernel/caller-address.ts'
import type { Forge } from '../../../kernel/forge.ts'
import { formOf } from '../../../kernel/form-fields.ts'
import type { PublicPage } from '../../../kernel/page.ts'
import { identityOf } from '../../../kernel/rate/identity.ts'
import { spend } from '../../../kernel/rate/spend.ts'
import type { Consumer } from '../../workspaces/consumers/consumer.ts'
import type { Issued } from '../issue.ts'
import { isRefusal, type Refusal, refusal } from '../refusal.ts'
import { BY_JWT, givenToApp } from './by-jwt.ts'
import { clientOf } from './client.ts'
import { type Given, ways } from './grants.ts'

/** Where consumers ask for tokens. */
export const tokenPage: PublicPage = {
  method: 'POST',
  path: '/site/oauth2/access_token',
  answer: async (request, _, forge) => {
    const said = await handOut(request, forge)
    return Response.json(said, { status: isRefusal(said) ? 400 : 200, headers: HEADERS })
  },
}

const HEADERS = {
  'cache-control': 'no-store',
  pragma: 'no-cache',
  'x-content-type-options': 'nosniff',
  'access-control-allow-origin': '*',
}

async function handOut(request: Request, forge: Forge): Promise<Given | Issued | Refusal> {
  const form = await formOf(request).catch(failure => {
    if (failure instanceof Failure) return refusal('invalid_request', failure.message)
    throw failure
  })
  if (!(form instanceof Map)) return form
  if (form.get('grant_type') === BY_JWT) return givenToApp(forge, request, form)
  const { database } = forge
  const consumer = await clientOf(database.reader, request.headers.get('authorization'), form)
  await count(forge, request, consumer)
  if (isRefusal(consumer)) return consumer
  const kind = form.get('grant_type')
  if (kind === undefined) return refusal('invalid_request', 'There is no grant_type.')
  const way = ways.get(kind)
  if (!way) return refusal('unsupported_grant_type', 'This grant_type is not known here.')
  const attempt = (): Promise<Given | Issued | Refusal> => database.transact(tx => way(tx, { request, consumer, form }))
  // Two who ask at once may both find that the account of a workspace is still to be made.
  return attempt().catch(failure => (isTaken(failure) ? attempt() : Promise.reject(failure)))
}

/** A call of the consumer; of nobody in particular where somebody only guesses at one. */
const count = (forge: Forge, request: Request, consumer: Consumer | Refusal) =>
  isRefusal(consumer)
    ? spend(forge, 'anonymous', identityOf(undefined, callerAddress(request)))
    : spend(forge, 'other', `consumer:${consumer.uuid}`)
