import { randomUUID } from 'node:crypto'
import type { Db } from '../../../db/tables/index.ts'
import { record } from '../../../kernel/audit.ts'
import { callerAddress } from '../../../kernel/caller-address.ts'
import { now } from '../../../kernel/clock.ts'
import { workspaceAccount } from '../../workspaces/account.ts'
import type { Consumer } from '../../workspaces/consumers/consumer.ts'
import { type Grant, provesChallenge, scopesFor, stillAllowed } from '../grant.ts'
import { type Issued, issueAccess, issueRefresh } from '../issue.ts'
import * as refreshTokens from '../refresh-tokens.ts'
import { type Refusal, refusal } from '../refusal.ts'
import * as store from '../store.ts'

/** The answer to a consumer that was given something. */
export interface Given extends Issued {
  refresh_token: string
  /** Quirk: names the grant, and has nothing to do with the `state` of the standard. */
  state: string
}

export interface Wish {
  request: Request
  consumer: Consumer
  form: ReadonlyMap<string, string>
}

/**
 * One way to be given a token. What is refused is answered, not thrown: a refusal may take something away, and that
 * has to be kept.
 */
export type Way = (tx: Db, wish: Wish) => Promise<Given | Refusal>

export const ways: ReadonlyMap<string, Way> = new Map([
  ['authorization_code', byCode],
  ['client_credentials', byClientCredentials],
  ['refresh_token', byRefreshToken],
])

const BEYOND = refusal('invalid_scope', 'The scope asks for more than the consumer may have.')
const BAD_CODE = refusal('invalid_grant', 'The code is not valid, or not any more.')
const BAD_REFRESH_TOKEN = refusal('invalid_grant', 'Invalid refresh_token')

async function byCode(tx: Db, wish: Wish): Promise<Given | Refusal> {
  const { consumer, form } = wish
  const code = form.get('code')
  if (code === undefined) return refusal('invalid_request', 'There is no code.')
  const grant = await store.seekByCode(tx, code)
  if (grant?.consumerUuid !== consumer.uuid) return BAD_CODE
  if (!(await store.redeem(tx, grant))) {
    await endStolen(tx, wish, grant)
    return BAD_CODE
  }
  const isMeant =
    grant.expiresOn > now() &&
    returnsWhereAsked(grant, consumer, form.get('redirect_uri')) &&
    provesChallenge(grant.challenge, form.get('code_verifier') ?? null)
  return isMeant ? give(tx, { grant, consumer, scopes: stillAllowed(grant, consumer) }) : BAD_CODE
}

const returnsWhereAsked = ({ redirectUri }: store.Coded, { callbackUrl }: Consumer, given: string | undefined) =>
  redirectUri === null ? given === undefined || given === callbackUrl : given === redirectUri

async function byClientCredentials(tx: Db, { consumer, form }: Wish): Promise<Given | Refusal> {
  if (!consumer.isPrivate) return refusal('unauthorized_client', 'Only a private consumer may act for its workspace.')
  const scopes = scopesFor(consumer.scopes, form.get('scope'))
  if (!scopes) return BEYOND
  const account = await workspaceAccount(tx, consumer.workspaceUuid)
  if (account?.status !== 'active') return refusal('unauthorized_client', 'The workspace of this consumer is gone.')
  const grant: Grant = {
    uuid: randomUUID(),
    consumerUuid: consumer.uuid,
    userUuid: account.uuid,
    kind: 'client_credentials',
    scopes,
    createdOn: now(),
  }
  await store.create(tx, grant)
  return give(tx, { grant, consumer, scopes })
}

async function byRefreshToken(tx: Db, wish: Wish): Promise<Given | Refusal> {
  const { consumer, form } = wish
  const secret = form.get('refresh_token')
  if (secret === undefined) return refusal('invalid_request', 'There is no refresh_token.')
  const held = await refreshTokens.seek(tx, secret)
  if (held?.grant.consumerUuid !== consumer.uuid) return BAD_REFRESH_TOKEN
  const { grant } = held
  if (held.isSpent) {
    await endStolen(tx, wish, grant)
    return BAD_REFRESH_TOKEN
  }
  if (grant.kind === 'client_credentials' && !consumer.isPrivate) return BAD_REFRESH_TOKEN
  const scopes = scopesFor(stillAllowed(grant, consumer), form.get('scope'))
  if (!scopes) return BEYOND
  await refreshTokens.noteUse(tx, held)
  return give(tx, { grant, consumer, scopes, parent: held.hash })
}

/** What is shown a second time somebody else has too, and nobody knows who came first. */
async function endStolen(tx: Db, { request, consumer }: Wish, grant: Grant): Promise<void> {
  await store.revoke(tx, grant)
  await record(tx, {
    operation: 'oauth.grants.end',
    actor: undefined,
    path: new URL(request.url).pathname,
    address: callerAddress(request),
    userAgent: request.headers.get('user-agent'),
    workspace: consumer.workspaceUuid,
    subject: consumer.uuid,
    details: { name: consumer.name, reason: 'shown twice', user: grant.userUuid },
  })
}

interface Gift {
  grant: Grant
  consumer: Consumer
  scopes: readonly string[]
  /** The refresh token that was shown. */
  parent?: string
}

async function give(tx: Db, { grant, consumer, scopes, parent }: Gift): Promise<Given> {
  const { expires_in, token_type, ...issued } = await issueAccess(tx, { grant, consumer }, scopes)
  const refresh_token = await issueRefresh(tx, grant, parent)
  const state = parent === undefined ? grant.kind : 'refresh_token'
  return { ...issued, expires_in, refresh_token, token_type, state }
}
