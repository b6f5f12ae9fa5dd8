import type { UserRow } from '../db/tables/index.ts'
import type { Known } from '../kernel/actor.ts'

/** What of an account's row a credential is read with. */
export type AccountColumns = Pick<UserRow, 'username' | 'display_name' | 'nickname' | 'account_id'> & {
  user_uuid: string
}

/** Who a credential speaks for, whatever kind it is of. */
export const accountOf = (
  row: Readonly<AccountColumns>,
): Pick<Known, 'uuid' | 'username' | 'displayName' | 'nickname' | 'accountId'> => ({
  uuid: row.user_uuid,
  username: row.username,
  displayName: row.display_name,
  nickname: row.nickname,
  accountId: row.account_id,
})
