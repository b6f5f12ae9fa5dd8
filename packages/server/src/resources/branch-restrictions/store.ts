import { isTaken, type Page, type PageRequest, paginate } from '@pail/db'
import { NotFound } from '@pail/failures'
import type { BranchRestrictionRow, Db } from '../../db/tables/index.ts'
import type { BranchType } from '../branching-model/branching-model.ts'
import { type Holder, heldBy } from '../repositories/holder.ts'
import type { Kind, Match, Restriction } from './restriction.ts'
import { refusal } from './rule.ts'

/** Those of a repository or a project itself, of one kind or with one pattern where these are named. */
export async function list<On extends Holder>(
  db: Db,
  on: On,
  { kind, pattern }: { kind?: string; pattern?: string },
  page: PageRequest,
): Promise<Page<Restriction<On>>> {
  const wanted = held(db, on)
    .$if(kind !== undefined, q => q.where('kind', '=', kind!))
    .$if(pattern !== undefined, q => q.where('branch_match_kind', '=', 'glob').where('matched', '=', pattern!))
  const found = await paginate(wanted.orderBy('id'), page, row => fromRow(row, on))
  return { ...found, values: await withExempt(db, found.values) }
}

/** By what a path says, which may be anything. */
export async function find<On extends Holder>(db: Db, on: On, text: string): Promise<Restriction<On>> {
  const id = /^\d{1,15}$/.test(text) ? Number(text) : 0
  const row = await held(db, on).where('id', '=', id).executeTakeFirst()
  if (!row) throw new NotFound('There is no such branch restriction.')
  return (await withExempt(db, [fromRow(row, on)]))[0]!
}

export async function create<On extends Holder>(
  tx: Db,
  restriction: Restriction<On>,
  created_on: string,
): Promise<Restriction<On>> {
  const row = { ...heldBy(restriction.on), ...toRow(restriction), created_on }
  await unlessTaken(restriction, () => tx.insertInto('branch_restrictions').values(row).execute())
  await saveExempt(tx, restriction)
  return restriction
}

export async function save<On extends Holder>(tx: Db, restriction: Restriction<On>): Promise<Restriction<On>> {
  const { id } = restriction
  await unlessTaken(restriction, () =>
    tx.updateTable('branch_restrictions').set(toRow(restriction)).where('id', '=', id).execute(),
  )
  await tx.deleteFrom('branch_restriction_users').where('restriction_id', '=', id).execute()
  await tx.deleteFrom('branch_restriction_groups').where('restriction_id', '=', id).execute()
  await saveExempt(tx, restriction)
  return restriction
}

export async function remove(tx: Db, { id }: Restriction): Promise<void> {
  await tx.deleteFrom('branch_restrictions').where('id', '=', id).execute()
}

/** With the people and groups that each does not hold for. */
export async function withExempt<On extends Holder>(
  db: Db,
  restrictions: readonly Restriction<On>[],
): Promise<Restriction<On>[]> {
  if (restrictions.length === 0) return []
  const ids = restrictions.map(({ id }) => id)
  const of = <Row extends { restriction_id: number }>(rows: readonly Row[], id: number) =>
    rows.filter(row => row.restriction_id === id)
  const users = await db
    .selectFrom('branch_restriction_users')
    .where('restriction_id', 'in', ids)
    .selectAll()
    .orderBy('user_uuid')
    .execute()
  const groups = await db
    .selectFrom('branch_restriction_groups')
    .where('restriction_id', 'in', ids)
    .selectAll()
    .orderBy('group_uuid')
    .execute()
  return restrictions.map(restriction => ({
    ...restriction,
    users: of(users, restriction.id).map(row => row.user_uuid),
    groups: of(groups, restriction.id).map(row => row.group_uuid),
  }))
}

async function saveExempt(tx: Db, { id: restriction_id, users, groups }: Restriction): Promise<void> {
  const exempt = users.map(user_uuid => ({ restriction_id, user_uuid }))
  if (exempt.length > 0) await tx.insertInto('branch_restriction_users').values(exempt).execute()
  const together = groups.map(group_uuid => ({ restriction_id, group_uuid }))
  if (together.length > 0) await tx.insertInto('branch_restriction_groups').values(together).execute()
}

async function unlessTaken({ kind, match }: Restriction, write: () => Promise<unknown>): Promise<void> {
  try {
    await write()
  } catch (error) {
    if (!isTaken(error)) throw error
    const complaint = `these branches have a restriction of kind ${kind} already`
    throw refusal({ [match.by === 'glob' ? 'pattern' : 'branch_type']: complaint })
  }
}

const held = (db: Db, on: Holder) => db.selectFrom('branch_restrictions').where('holder_uuid', '=', on.uuid).selectAll()

const toRow = ({ id, kind, match, value }: Restriction) => ({
  id,
  kind,
  branch_match_kind: match.by,
  matched: match.by === 'glob' ? match.pattern : match.type,
  value,
})

export const fromRow = <On extends Holder>(row: Readonly<BranchRestrictionRow>, on: On): Restriction<On> => ({
  id: row.id,
  on,
  kind: row.kind as Kind,
  match: matchOf(row),
  value: row.value,
  users: [],
  groups: [],
})

const matchOf = ({ branch_match_kind: by, matched }: Readonly<BranchRestrictionRow>): Match =>
  by === 'glob' ? { by, pattern: matched } : { by, type: matched as BranchType }
