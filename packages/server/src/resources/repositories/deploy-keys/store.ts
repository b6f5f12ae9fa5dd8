import { type Param, prepared } from '@pail/db'
import type { Db } from '../../../db/tables/index.ts'
import type { DeployKey } from '../../projects/deploy-keys/deploy-key.ts'
import { fromRow } from '../../projects/deploy-keys/store.ts'
import type { Repository } from '../repository.ts'

/** The deploy key by which the holder may read a repository: its own, or one of the project around it. */
export async function seekFor(
  db: Db,
  fingerprint: string,
  { uuid, project }: Repository,
): Promise<DeployKey | undefined> {
  const row = await opening.first(db, { fingerprint, repository: uuid, project: project.uuid })
  if (!row) return undefined
  const isOwn = row.repository_uuid === uuid
  return fromRow(row, isOwn ? { kind: 'repository', uuid } : { kind: 'project', uuid: project.uuid })
}

type Asked = { fingerprint: string; repository: string; project: string }

const opening = prepared((db: Db, param: Param<Asked>) =>
  db
    .selectFrom('deploy_keys')
    .where('fingerprint', '=', param('fingerprint'))
    .where(eb => eb.or([eb('repository_uuid', '=', param('repository')), eb('project_uuid', '=', param('project'))]))
    .selectAll()
    .orderBy('id')
    .limit(1),
)

/** The full names of the repositories that a key opens, in order, as many as are asked for. */
export async function readableWith(db: Db, fingerprint: string, limit: number): Promise<string[]> {
  const keys = db.selectFrom('deploy_keys').where('fingerprint', '=', fingerprint)
  const rows = await db
    .selectFrom('repositories')
    .innerJoin('workspaces', 'workspaces.uuid', 'repositories.workspace_uuid')
    .where(eb =>
      eb.or([
        eb('repositories.uuid', 'in', keys.select('repository_uuid as uuid').$castTo<{ uuid: string }>()),
        eb('repositories.project_uuid', 'in', keys.select('project_uuid as uuid').$castTo<{ uuid: string }>()),
      ]),
    )
    .select(['workspaces.slug as workspace', 'repositories.slug as repository'])
    .orderBy('workspaces.slug')
    .orderBy('repositories.slug')
    .limit(limit)
    .execute()
  return rows.map(({ workspace, repository }) => `${workspace}/${repository}`)
}
