import type { Schedule } from '../../kernel/schedule.ts'

const HOUR = 3600
/** For so long a token is known to have expired, which its holder is told. */
const REMEMBERED_MS = 7 * 24 * HOUR * 1000
/** Time for a person to come back with a code. */
const UNUSED_MS = 24 * HOUR * 1000

/** Forgets tokens whose time has been over for long, and grants of which nothing is left. */
export const forgetOldGrants: Schedule = {
  seconds: HOUR,
  async run({ database }) {
    const ago = (ms: number) => new Date(Date.now() - ms).toISOString()
    await database.transact(async tx => {
      await tx.deleteFrom('tokens').where('kind', '=', 'oauth2').where('expires_on', '<', ago(REMEMBERED_MS)).execute()
      await tx.deleteFrom('refresh_tokens').where('expires_on', '<', ago(0)).execute()
      await tx
        .deleteFrom('oauth_grants')
        .where('created_on', '<', ago(UNUSED_MS))
        .where(eb =>
          eb.and(
            (['tokens', 'refresh_tokens'] as const).map(table =>
              eb.not(
                eb.exists(
                  eb.selectFrom(table).whereRef(`${table}.grant_uuid`, '=', 'oauth_grants.uuid').select('grant_uuid'),
                ),
              ),
            ),
          ),
        )
        .execute()
    })
  },
}
