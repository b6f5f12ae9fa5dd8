import { isTaken, type PageRequest, paginate } from '@pail/db'
import { Conflict, invalid, NotFound } from '@pail/failures'
import type { Db, LinkerValueRow } from '../../../db/tables/index.ts'
import { countOn } from '../../../kernel/count-on.ts'
import type { Owned } from '../target.ts'
import { type LinkerValue, MOST_VALUES } from './value.ts'

/** The values of a linker, those first that were given first. */
export const list = (db: Db, owned: Owned, page: PageRequest) =>
  paginate(held(db, owned).orderBy('id').selectAll(), page, fromRow)

export async function find(db: Db, owned: Owned, id: string): Promise<LinkerValue> {
  const row = isNumber(id)
    ? await held(db, owned).where('id', '=', Number(id)).selectAll().executeTakeFirst()
    : undefined
  if (!row) throw missing()
  return fromRow(row)
}

export async function create(db: Db, owned: Owned, value: string): Promise<LinkerValue> {
  const { count } = await held(db, owned)
    .select(eb => eb.fn.countAll<number | string>().as('count'))
    .executeTakeFirstOrThrow()
  if (Number(count) >= MOST_VALUES) throw invalid('value', `a linker has at most ${MOST_VALUES}`)
  try {
    return await add(db, owned, value)
  } catch (error) {
    throw isTaken(error)
      ? new Conflict('The linker has this value already', { fields: { value: ['already taken'] } })
      : error
  }
}

/** Has the linker hold just these; those that it held keep their numbers. */
export async function replace(db: Db, owned: Owned, values: readonly string[]): Promise<void> {
  const rows = await held(db, owned).selectAll().execute()
  for (const row of rows)
    if (!values.includes(row.value)) await db.deleteFrom('linker_values').where('id', '=', row.id).execute()
  const there = new Set(rows.map(row => row.value))
  for (const value of values) if (!there.has(value)) await add(db, owned, value)
}

export async function remove(db: Db, { id }: LinkerValue): Promise<void> {
  await db.deleteFrom('linker_values').where('id', '=', id).execute()
}

async function add(db: Db, { addon, linker }: Owned, value: string): Promise<LinkerValue> {
  const row = { id: await countOn(db, 'linker_values'), addon_uuid: addon.uuid, linker_key: linker.key, value }
  await db.insertInto('linker_values').values(row).execute()
  return fromRow(row)
}

const held = (db: Db, { addon, linker }: Owned) =>
  db.selectFrom('linker_values').where('addon_uuid', '=', addon.uuid).where('linker_key', '=', linker.key)

const isNumber = (id: string) => /^\d{1,9}$/.test(id)
const missing = () => new NotFound('There is no such linker value')

const fromRow = ({ id, linker_key, value }: LinkerValueRow): LinkerValue => ({ id, linkerKey: linker_key, value })
