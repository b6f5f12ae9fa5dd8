import { isTaken, type PageRequest, paginate } from '@pail/db'
import { Conflict, NotFound } from '@pail/failures'
import type { ExpressionBuilder } from 'kysely'
import type { Db, EnvironmentRow, Tables } from '../../../db/tables/index.ts'
import { uuidIn } from '../../../kernel/target.ts'
import { defaultEnvironments, type Environment, type EnvironmentType, typeRank } from './environment.ts'

interface Owner {
  uuid: string
}

/** From Test to Production, and by rank within each. */
export const list = (db: Db, repository: Owner, page: PageRequest) =>
  paginate(held(db, repository).orderBy(byType).orderBy('rank').orderBy('slug'), page, fromRow)

export async function find(db: Db, repository: Owner, id: string): Promise<Environment> {
  const row = await held(db, repository)
    .where('uuid', '=', uuidIn(id) ?? '')
    .executeTakeFirst()
  if (!row) throw new NotFound('There is no such environment in this repository.')
  return fromRow(row)
}

/** The rank of the next environment of a type: behind all that there are. */
export async function nextRank(db: Db, repository: Owner, type: EnvironmentType): Promise<number> {
  const { last } = await db
    .selectFrom('environments')
    .where('repository_uuid', '=', repository.uuid)
    .where('environment_type', '=', type)
    .select(eb => eb.fn.max<number | null>('rank').as('last'))
    .executeTakeFirstOrThrow()
  return last === null ? 0 : last + 1
}

export async function create(db: Db, repository: Owner, environment: Environment): Promise<Environment> {
  await unlessTaken(environment, () =>
    db
      .insertInto('environments')
      .values({ ...toRow(environment), repository_uuid: repository.uuid })
      .execute(),
  )
  return environment
}

export const save = (db: Db, environment: Environment): Promise<void> =>
  unlessTaken(environment, () =>
    db.updateTable('environments').set(toRow(environment)).where('uuid', '=', environment.uuid).execute(),
  )

export async function remove(db: Db, { uuid }: Environment): Promise<void> {
  await db.deleteFrom('environments').where('uuid', '=', uuid).execute()
}

export async function addDefaultEnvironments(db: Db, repository: Owner & { createdOn: string }): Promise<void> {
  for (const environment of defaultEnvironments(repository.createdOn)) await create(db, repository, environment)
}

const held = (db: Db, { uuid }: Owner) => db.selectFrom('environments').where('repository_uuid', '=', uuid).selectAll()

async function unlessTaken({ name }: Environment, write: () => Promise<unknown>): Promise<void> {
  try {
    await write()
  } catch (error) {
    throw isTaken(error) ? new Conflict(`An environment named '${name}' already exists.`) : error
  }
}

const byType = (eb: ExpressionBuilder<Tables, 'environments'>) =>
  eb
    .case('environment_type')
    .when('Test')
    .then(eb.lit(typeRank('Test')))
    .when('Staging')
    .then(eb.lit(typeRank('Staging')))
    .else(eb.lit(typeRank('Production')))
    .end()

const toRow = (environment: Environment): Omit<EnvironmentRow, 'repository_uuid'> => ({
  uuid: environment.uuid,
  name: environment.name,
  slug: environment.slug,
  environment_type: environment.type,
  rank: environment.rank,
  hidden: environment.hidden ? 1 : 0,
  admin_only: environment.adminOnly ? 1 : 0,
  created_on: environment.createdOn,
})

const fromRow = (row: EnvironmentRow): Environment => ({
  uuid: row.uuid,
  name: row.name,
  slug: row.slug,
  type: row.environment_type,
  rank: row.rank,
  hidden: row.hidden === 1,
  adminOnly: row.admin_only === 1,
  createdOn: row.created_on,
})
