import type { Showing } from '../../../kernel/present.ts'
import { byUuids } from '../../users/store.ts'
import type { User } from '../../users/user.ts'

/** The accounts of these uuids, in their order. */
export async function peopleOf(uuids: readonly string[], { load }: Showing): Promise<User[]> {
  const found = await Promise.all(uuids.map(uuid => load(byUuids, uuid)))
  return found.filter(user => user !== undefined)
}
