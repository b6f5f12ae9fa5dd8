import type { Reaction } from '../../kernel/events.ts'
import { holdDestination } from './hold.ts'
import { isOpen } from './pull-request.ts'
import { seek } from './store.ts'

/** What a closed pull request was compared with stays, though the branch may be rewritten. */
export const keepEnd: Reaction = async ({ payload }, forge) => {
  const { repository, pull_request } = payload as { repository: string; pull_request: number }
  const found = await seek(forge.database.reader, { uuid: repository }, pull_request)
  if (found && !isOpen(found)) await holdDestination(forge, found)
}
