import type { Db } from '../db/tables/index.ts'
import type { Schedule } from '../kernel/schedule.ts'

/** When each token was last seen by this process since that was last written down. */
const seen = new WeakMap<Db, Map<string, number>>()

/** Remembers in memory only, so that no request waits for it. */
export function noteUse(reader: Db, token: string): void {
  const noted = seen.get(reader)
  if (noted) noted.set(token, Date.now())
  else seen.set(reader, new Map([[token, Date.now()]]))
}

/** Writes the last uses down, once a minute; a token that is gone by then is passed over. */
export const writeUses: Schedule = {
  seconds: 60,
  async run({ database }) {
    const noted = seen.get(database.reader)
    if (!noted || noted.size === 0) return
    seen.delete(database.reader)
    await database.transact(async tx => {
      for (const [token, moment] of noted) await write(tx, token, new Date(moment).toISOString())
    })
  },
}

async function write(tx: Db, token: string, last_used_on: string): Promise<void> {
  await tx
    .insertInto('token_uses')
    .columns(['token_uuid', 'last_used_on'])
    .expression(eb =>
      eb
        .selectFrom('tokens')
        .where('tokens.uuid', '=', token)
        .select(['tokens.uuid as token_uuid', eb.val(last_used_on).as('last_used_on')]),
    )
    .onConflict(c => c.column('token_uuid').doUpdateSet({ last_used_on }))
    .execute()
}
