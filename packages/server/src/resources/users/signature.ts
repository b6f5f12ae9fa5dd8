import type { Db } from '../../db/tables/index.ts'
import { primaryEmails } from './store.ts'

/** How an account signs what is written in its name, at this moment; the date is in seconds since 1970. */
export async function signatureOf(
  db: Db,
  { uuid, displayName }: { uuid: string; displayName: string },
): Promise<{ name: string; email: string; date: number }> {
  const emails = await primaryEmails(db, [uuid])
  return { name: displayName, email: emails.get(uuid) ?? '', date: Math.floor(Date.now() / 1000) }
}
