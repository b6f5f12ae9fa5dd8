import { hashOf } from '../../../auth/tokens.ts'
import type { Db } from '../../../db/tables/index.ts'
import { now } from '../../../kernel/clock.ts'
import { asRecoveryCode, newRecoveryCode, RECOVERY_CODES } from './second-factor.ts'

interface Owner {
  uuid: string
}

/** Issues codes for who has lost everything else; those before them no longer count. Nobody is shown them again. */
export async function issueCodes(tx: Db, user: Owner): Promise<string[]> {
  await tx.deleteFrom('recovery_codes').where('user_uuid', '=', user.uuid).execute()
  const codes = Array.from({ length: RECOVERY_CODES }, newRecoveryCode)
  const rows = codes.map(code => ({ hash: hashOf(code), user_uuid: user.uuid, created_on: now() }))
  await tx.insertInto('recovery_codes').values(rows).execute()
  return codes
}

/** How many are left. */
export async function countCodes(db: Db, user: Owner): Promise<number> {
  const rows = await db.selectFrom('recovery_codes').where('user_uuid', '=', user.uuid).select('hash').execute()
  return rows.length
}

/** What takes a recovery code of somebody, if it is one that is left. */
export async function recoveryCode(
  db: Db,
  user: Owner,
  text: string,
): Promise<((tx: Db) => Promise<boolean>) | undefined> {
  const code = asRecoveryCode(text)
  if (code === undefined) return undefined
  const hash = hashOf(code)
  const held = db.selectFrom('recovery_codes').where('user_uuid', '=', user.uuid).where('hash', '=', hash)
  if ((await held.select('hash').executeTakeFirst()) === undefined) return undefined
  return async tx => {
    const { numDeletedRows } = await tx
      .deleteFrom('recovery_codes')
      .where('user_uuid', '=', user.uuid)
      .where('hash', '=', hash)
      .executeTakeFirst()
    return numDeletedRows === 1n
  }
}
