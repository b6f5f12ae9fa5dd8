import { holding, type Needle, throughTexts } from '@pail/db'
import type { Expression, SelectQueryBuilder, SqlBool } from 'kysely'
import type { Db, Tables } from '../../db/tables/index.ts'
import { type Asked, tierOf, tiersOf } from './asked.ts'

/** Where something is looked for, and what of it may be found. */
export interface Ground {
  texts: 'repository_texts' | 'pull_request_texts' | 'user_texts'
  /** First that of what is found, then those that the conditions need. */
  tables: readonly [keyof Tables, ...(keyof Tables)[]]
  /** The same in the order in which the conditions lead from one to the next, where that is another. */
  path?: readonly [keyof Tables, ...(keyof Tables)[]]
  links?: readonly Expression<SqlBool>[]
  where: readonly Expression<SqlBool>[]
  /** Whether the conditions leave anything out, so that there may be few left. */
  isNarrow: boolean
  /** What orders equals, and what is found where no text is asked for. */
  order: { column: string; descending: boolean }
  /** Whether the texts beside the names may be looked into. */
  everywhere?: boolean
}

interface Row {
  uuid: string
  names: string
  words: string
  place: string
}

/** No more than so many are found; of those that fit equally well the ones whose texts changed last. */
export const MOST = 200
/** So few are looked at one by one, where an index of texts would lead to many that are not shown. */
const FEW = 2000

// biome-ignore lint/suspicious/noExplicitAny: the tables are those of the ground
type Query = SelectQueryBuilder<any, any, any>
type Look = (needles: readonly Needle[], limit: number) => Promise<Row[]>

/** The uuids of what is found, the best first. */
export async function hunt(db: Db, ground: Ground, asked: Asked): Promise<string[]> {
  const areFew = ground.isNarrow && (await isFew(db, ground))
  if (asked.terms.length === 0) return recent(db, ground, areFew)
  const tiers = tiersOf(asked, ground)
  const look: Look = (needles, limit) => (areFew ? among : through)(db, ground, needles).limit(limit).execute()
  const rows = await best(look, tiers)
  const ranked = rows.map(row => ({ ...row, tier: tierOf(row, tiers) }))
  const sign = ground.order.descending ? -1 : 1
  ranked.sort((a, b) => a.tier - b.tier || sign * compare(a.place, b.place) || compare(a.uuid, b.uuid))
  return ranked.map(({ uuid }) => uuid)
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

/** All that fits just so; where that is too many, what fits best comes in first. */
async function best(look: Look, tiers: readonly (readonly Needle[])[]): Promise<Row[]> {
  const last = await look(tiers.at(-1)!, MOST + 1)
  if (last.length <= MOST) return last
  const found = new Map<string, Row>()
  const add = (rows: readonly Row[]) => {
    for (const row of rows) if (found.size < MOST) found.set(row.uuid, row)
  }
  for (const needles of tiers.slice(0, -1)) if (found.size < MOST) add(await look(needles, MOST))
  add(last)
  return [...found.values()]
}

/** From the texts to what they are of. */
export function through(db: Db, ground: Ground, needles: readonly Needle[]): Query {
  const { texts, tables } = ground
  const found = throughTexts(db, texts, needles) as Query
  const joined = tables.reduce((query, table) => query.crossJoin(table), found)
  return shown(passed(joined.whereRef(`${tables[0]}.uuid`, '=', `${texts}.uuid`), ground), ground)
}

/** From what may be found to its texts. */
export function among(db: Db, ground: Ground, needles: readonly Needle[]): Query {
  const { texts, tables } = ground
  const rows = every(db, ground).crossJoin(texts).whereRef(`${texts}.uuid`, '=', `${tables[0]}.uuid`)
  return shown(rows.where(holding(db, texts, needles)), ground).orderBy(`${texts}.id`, 'desc')
}

const shown = (query: Query, { texts, tables, order }: Ground): Query =>
  query.select([`${tables[0]}.uuid`, `${texts}.names`, `${texts}.words`, `${order.column} as place`])

const all = (db: Db, [first, ...others]: Ground['tables']): Query =>
  others.reduce((query, table) => query.crossJoin(table), db.selectFrom(first) as Query)

/** The conditions asked of rows that something else leads to, in a form that no index is looked up for. */
const passed = (query: Query, { links = [], where }: Ground): Query =>
  query.where(eb => eb.and([...links, eb(eb.and([...where]), 'is', eb.lit(true))]))

/** Everything that may be found, without looking at texts. */
export const every = (db: Db, ground: Ground): Query =>
  all(db, ground.path ?? ground.tables).where(eb => eb.and([...(ground.links ?? []), ...ground.where]))

export function newest(db: Db, ground: Ground, areFew: boolean): Query {
  const { tables, order } = ground
  const rows = areFew ? every(db, ground) : passed(all(db, ground.tables), ground)
  const ordered = rows.orderBy(order.column, order.descending ? 'desc' : 'asc').orderBy(`${tables[0]}.uuid`)
  return ordered.select(`${tables[0]}.uuid`).limit(MOST)
}

async function recent(db: Db, ground: Ground, areFew: boolean): Promise<string[]> {
  const rows = await newest(db, ground, areFew).execute()
  return rows.map(row => row.uuid)
}

async function isFew(db: Db, ground: Ground): Promise<boolean> {
  const some = every(db, ground)
    .select(`${ground.tables[0]}.uuid`)
    .limit(FEW + 1)
  const { count } = await db
    .selectFrom(some.as('some'))
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return count <= FEW
}
