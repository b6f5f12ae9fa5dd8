import { isTaken, type Page, type PageRequest, paginate } from '@pail/db'
import { Conflict, NotFound } from '@pail/failures'
import type { Db, Flag, VariableRow } from '../../../db/tables/index.ts'
import type { KeyRing, SealedRows } from '../../../kernel/secrets.ts'
import { uuidIn } from '../../../kernel/target.ts'
import type { NewVariable, Owner, Variable } from './variable.ts'

/** The rows, and the keys that open what is in them. */
export interface Vault {
  db: Db
  keys: KeyRing
}

export async function list({ db, keys }: Vault, owner: Owner, page: PageRequest): Promise<Page<Variable>> {
  const found = await paginate(held(db, owner).orderBy('key'), page, row => fromRow(keys, row))
  // Quirk: clients that count pages themselves stop at the length 0, and at nothing else.
  return page.page > 1 && found.values.length === 0 ? { ...found, pagelen: 0 } : found
}

export async function find({ db, keys }: Vault, owner: Owner, id: string): Promise<Variable> {
  const row = await held(db, owner).where('uuid', '=', bare(id)).executeTakeFirst()
  if (!row) throw missing()
  return fromRow(keys, row)
}

export async function create({ db, keys }: Vault, owner: Owner, variable: NewVariable): Promise<Variable> {
  const { uuid, key, secured } = variable
  const row = { uuid, [columnOf(owner)]: owner.uuid, key, value: sealed(keys, variable), secured: flag(secured) }
  await unlessTaken(key, () => db.insertInto('pipeline_variables').values(row).execute())
  return variable
}

export async function save({ db, keys }: Vault, { uuid, key, value, secured }: Variable): Promise<Variable> {
  const given = value === undefined ? {} : { value: sealed(keys, { uuid, value, secured }) }
  const row = { key, secured: flag(secured), ...given }
  await unlessTaken(key, () => db.updateTable('pipeline_variables').set(row).where('uuid', '=', uuid).execute())
  return { uuid, key, value, secured }
}

export async function remove(db: Db, owner: Owner, id: string): Promise<void> {
  const { numDeletedRows } = await db
    .deleteFrom('pipeline_variables')
    .where(columnOf(owner), '=', owner.uuid)
    .where('uuid', '=', bare(id))
    .executeTakeFirst()
  if (numDeletedRows === 0n) throw missing()
}

/** For a change of keys. */
export const sealedRows: SealedRows = {
  async after(db, uuid, limit) {
    const query = db.selectFrom('pipeline_variables').where('uuid', '>', uuid).orderBy('uuid').limit(limit).selectAll()
    const rows = await query.execute()
    return rows.map(row => ({ id: row.uuid, sealed: row.value, place: placeOf(row.uuid, row.secured === 1) }))
  },
  async replace(db, uuid, value) {
    await db.updateTable('pipeline_variables').set({ value }).where('uuid', '=', uuid).execute()
  },
}

const held = (db: Db, owner: Owner) =>
  db.selectFrom('pipeline_variables').where(columnOf(owner), '=', owner.uuid).selectAll()

const columnOf = ({ kind }: Owner) => `${kind}_uuid` as const
const bare = (id: string) => uuidIn(id) ?? ''
const flag = (is: boolean): Flag => (is ? 1 : 0)
const missing = () => new NotFound('There is no such variable.')

const fromRow = (keys: KeyRing, { uuid, key, value, secured }: VariableRow): Variable =>
  secured === 1
    ? { uuid, key, value: undefined, secured: true }
    : { uuid, key, value: keys.unseal(value, placeOf(uuid, false)), secured: false }

type Sealable = Pick<NewVariable, 'uuid' | 'value' | 'secured'>
const sealed = (keys: KeyRing, { uuid, value, secured }: Sealable) => keys.seal(value, placeOf(uuid, secured))

/** A seal opens in its own row only, and not after somebody has turned the flag in the database. */
const placeOf = (uuid: string, secured: boolean) => `pipeline_variables/${uuid}/${secured ? 'secured' : 'shown'}`

async function unlessTaken(key: string, write: () => Promise<unknown>): Promise<void> {
  try {
    await write()
  } catch (error) {
    if (!isTaken(error)) throw error
    throw new Conflict('Conflict', {
      detail: `The variable with key '${key}' already exists.`,
      data: { key: 'variable-service.variable.duplicate', arguments: { key } },
    })
  }
}
