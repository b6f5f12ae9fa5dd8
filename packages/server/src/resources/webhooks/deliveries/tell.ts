import type { Known } from '../../../kernel/actor.ts'
import type { Forge } from '../../../kernel/forge.ts'
import { type Payload, type Telling, tellTo } from '../../../kernel/payload.ts'
import { siteOf } from '../../../kernel/site.ts'
import { repositoryView } from '../../repositories/view.ts'
import * as users from '../../users/store.ts'
import { actingView } from '../../users/view.ts'
import * as workspaces from '../../workspaces/store.ts'
import { teamView } from '../../workspaces/view.ts'
import type { Occasion } from './listeners.ts'

/** The whole of what receivers are told: what the slice says of its event, who did it, and the repository. */
export function toldOf(
  forge: Forge,
  { payload, occasion }: { payload: Payload; occasion: Occasion },
  { eyes, origin }: { eyes: Known; origin: string },
): Promise<object | undefined> {
  const audience = { actor: eyes, site: siteOf(forge.config, origin) }
  return tellTo(forge, audience, async to => {
    const told = await payload(occasion.happening, to)
    if (!told) return undefined
    const { repository, actor } = occasion
    return {
      ...told,
      ...(repository && { repository: to.show(repositoryView, repository, 'listed') }),
      actor: actor === undefined ? null : await shownActor(actor, to),
    }
  })
}

/** Whoever acted for a workspace as a whole is shown as that workspace. */
async function shownActor(uuid: string, { db, show }: Telling): Promise<object | null> {
  const user = (await users.byUuids(db, [uuid])).get(uuid)
  if (user?.kind !== 'workspace') return user ? show(actingView, user, 'condensed') : null
  const row = await db
    .selectFrom('workspace_accounts')
    .where('user_uuid', '=', uuid)
    .select('workspace_uuid')
    .executeTakeFirst()
  const entered = row && (await workspaces.enter(db, row.workspace_uuid, ''))
  return entered ? show(teamView, entered.workspace, 'condensed') : null
}
