import type { Db, EnvironmentRow } from '../../../db/tables/index.ts'
import { defaultEnvironments, type Environment } from './environment.ts'

export async function addDefaultEnvironments(db: Db, repository: { uuid: string; createdOn: string }): Promise<void> {
  const rows = defaultEnvironments(repository.createdOn).map(environment => toRow(repository, environment))
  await db.insertInto('environments').values(rows).execute()
}

export const toRow = (repository: { uuid: string }, environment: Environment): EnvironmentRow => ({
  uuid: environment.uuid,
  repository_uuid: repository.uuid,
  name: environment.name,
  slug: environment.slug,
  environment_type: environment.type,
  rank: environment.rank,
  hidden: environment.hidden ? 1 : 0,
  admin_only: environment.adminOnly ? 1 : 0,
  created_on: environment.createdOn,
})
