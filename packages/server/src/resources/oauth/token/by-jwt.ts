import { Unauthenticated } from '@pail/failures'
import { authenticateApp, isJwt } from '../../../auth/apps.ts'
import { callerAddress } from '../../../kernel/caller-address.ts'
import type { Forge } from '../../../kernel/forge.ts'
import { identityOf } from '../../../kernel/rate/identity.ts'
import { spend } from '../../../kernel/rate/spend.ts'
import * as addons from '../../workspaces/addons/store.ts'
import { scopesFor } from '../grant.ts'
import { type Issued, issueTo } from '../issue.ts'
import { type Refusal, refusal } from '../refusal.ts'

export const BY_JWT = 'urn:bitbucket:oauth2:jwt'

const BAD_JWT = refusal('invalid_grant', 'The JWT is not valid, or not for this request.')
const BEYOND = refusal('invalid_scope', 'The scope asks for more than the app may have.')

/** A Connect app swaps a JWT for a token, which Git takes too; when that is over it swaps another. */
export async function givenToApp(
  forge: Forge,
  request: Request,
  form: ReadonlyMap<string, string>,
): Promise<Issued | Refusal> {
  const header = request.headers.get('authorization') ?? undefined
  if (!isJwt(header)) return refusal('unauthorized_client', 'This grant takes a JWT in the Authorization header.')
  const app = await authenticateApp(forge, header, request).catch(failure => {
    if (failure instanceof Unauthenticated) return undefined
    throw failure
  })
  await spend(forge, app ? 'other' : 'anonymous', identityOf(app, callerAddress(request)))
  if (!app) return BAD_JWT
  return forge.database.transact(async tx => {
    // As it is now: it may have been given less since the JWT was looked at.
    const addon = await addons.seekByUser(tx, app.uuid)
    if (!addon) return BAD_JWT
    const scopes = scopesFor(addon.scopes, form.get('scope'))
    const holder = { userUuid: app.uuid, name: app.displayName, grantUuid: null }
    return scopes ? issueTo(tx, holder, scopes) : BEYOND
  })
}
