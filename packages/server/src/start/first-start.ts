import type { Db } from '../db/tables/index.ts'
import { record } from '../kernel/audit.ts'
import { EVERY_SCOPE } from '../kernel/scopes.ts'
import { openAccount, openWorkspace } from '../resources/accounts/open.ts'
import { issueToken } from '../resources/users/tokens/make.ts'

export const ADMINISTRATOR = 'admin'
export const DEMO_WORKSPACE = 'demo'
export const DEMO_REPOSITORY = 'hello'

/** Makes what a forge needs to be used at all, unless somebody is there already; answers the secret, once. */
export async function prepareFirstStart(
  tx: Db,
  { adminEmail, adminToken }: { adminEmail: string; adminToken: string | undefined },
): Promise<string | undefined> {
  const somebody = await tx.selectFrom('users').select('uuid').limit(1).executeTakeFirst()
  if (somebody) return undefined
  const admin = await openAccount(tx, {
    username: ADMINISTRATOR,
    email: adminEmail,
    display_name: 'Administrator',
    is_admin: true,
  })
  await openWorkspace(tx, { slug: DEMO_WORKSPACE, name: 'Demo' }, admin)
  const { secret } = await issueToken(
    tx,
    admin,
    { kind: 'api_token', name: 'first token', scopes: [EVERY_SCOPE] },
    adminToken,
  )
  await record(tx, { operation: 'start.first', actor: undefined, subject: admin.uuid })
  return secret
}
