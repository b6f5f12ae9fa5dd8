import { type Param, prepared } from '@pail/db'
import type { Db } from '../../../db/tables/index.ts'
import type { Happening } from '../../../kernel/events.ts'
import * as projects from '../../projects/store.ts'
import { repositoryIn } from '../../repositories/gone.ts'
import type { Repository } from '../../repositories/repository.ts'

/** What an event is about, as far as that decides who is told. */
export interface Occasion {
  happening: Happening
  repository: Repository | undefined
  /** Uuids. */
  workspace: string | undefined
  actor: string | undefined
}

/** A hook that is to be told, by whose eyes, and what its links start with. */
export interface Listener {
  uuid: string
  origin: string
  /** Uuid of the person who is told of their own doings, else of the workspace. */
  eyes: { user: string } | { workspace: string }
}

const active = prepared((db: Db, param: Param<{ active: number }>) =>
  db.selectFrom('webhooks').where('active', '=', param('active')).select('uuid').limit(1),
)

/** Whether there is anybody at all who could be told. */
export const isAnybodyListening = async (db: Db): Promise<boolean> =>
  (await active.first(db, { active: 1 })) !== undefined

export async function occasionOf(db: Db, happening: Happening): Promise<Occasion> {
  const { payload } = happening
  const repository = await repositoryIn(db, payload)
  const project = typeof payload.project === 'string' ? await projects.byUuid(db, payload.project) : undefined
  const actor = typeof payload.actor === 'string' ? payload.actor : undefined
  return { happening, repository, workspace: repository?.workspace.uuid ?? project?.workspace.uuid, actor }
}

/** The active hooks that ask for the event: of the repository, of the workspace that it is in, and of who did it. */
export async function listenersTo(db: Db, { happening, repository, workspace, actor }: Occasion): Promise<Listener[]> {
  if (workspace === undefined) return []
  const rows = await db
    .selectFrom('webhooks')
    .where('active', '=', 1)
    .where(eb =>
      eb.or([
        ...(repository ? [eb('repository_uuid', '=', repository.uuid)] : []),
        eb('workspace_uuid', '=', workspace),
        ...(actor === undefined ? [] : [eb('user_uuid', '=', actor)]),
      ]),
    )
    .orderBy('created_on')
    .orderBy('uuid')
    .select(['uuid', 'origin', 'events', 'user_uuid'])
    .execute()
  return rows
    .filter(({ events }) => (JSON.parse(events) as string[]).includes(happening.key))
    .map(({ uuid, origin, user_uuid: user }) => ({ uuid, origin, eyes: user === null ? { workspace } : { user } }))
}
