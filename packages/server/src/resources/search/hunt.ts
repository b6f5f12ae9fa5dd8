import { holding, type Needle, throughTexts } from '@pail/db'
import type { Expression, SelectQueryBuilder, SqlBool } from 'kysely'
import type { Db, Tables } from '../../db/tables/index.ts'
import { type Asked, tierOf, tiersOf } from './asked.ts'

/** Where something is looked for, and what of it may be found. */
export interface Ground {
  texts: 'repository_texts' | 'pull_request_texts' | 'user_texts'
  /** First that of what is found, then those that the conditions need; the conditions link them. */
  tables: readonly [keyof Tables, ...(keyof Tables)[]]
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
export const MOST = 500
/** So few are looked at one by one, where an index of texts would lead to many that are not shown. */
const FEW = 2000

// biome-ignore lint/suspicious/noExplicitAny: the tables are those of the ground
type Query = SelectQueryBuilder<any, any, any>
type Look = (needles: readonly Needle[], limit: number) => Promise<Row[]>

/** The uuids of what is found, the best first. */
export async function hunt(db: Db, ground: Ground, asked: Asked): Promise<string[]> {
  if (asked.terms.length === 0) return recent(db, ground)
  const tiers = tiersOf(asked, ground)
  const look = lookingAt(db, ground, ground.isNarrow && (await isFew(db, ground)))
  const some = await look(tiers.at(-1)!, MOST + 1)
  const rows = some.length <= MOST ? some : await bestOf(look, tiers)
  const ranked = rows.map(row => ({ ...row, tier: tierOf(row, tiers) }))
  const sign = ground.order.descending ? -1 : 1
  ranked.sort((a, b) => a.tier - b.tier || sign * compare(a.place, b.place) || compare(a.uuid, b.uuid))
  return ranked.map(({ uuid }) => uuid)
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

/** Where there are too many, those that fit best come in first. */
async function bestOf(look: Look, tiers: readonly (readonly Needle[])[]): Promise<Row[]> {
  const found = new Map<string, Row>()
  for (const needles of tiers) {
    for (const row of await look(needles, MOST)) if (found.size < MOST) found.set(row.uuid, row)
    if (found.size === MOST) break
  }
  return [...found.values()]
}

function lookingAt(db: Db, ground: Ground, areFew: boolean): Look {
  const query = areFew ? among : through
  return (needles, limit) => query(db, ground, needles).limit(limit).execute() as Promise<Row[]>
}

/** From the texts to what they are of. */
export function through(db: Db, ground: Ground, needles: readonly Needle[]): Query {
  const { texts, tables } = ground
  const found = throughTexts(db, texts, needles) as Query
  const joined = tables.reduce((query, table) => query.crossJoin(table), found)
  return shown(joined.whereRef(`${tables[0]}.uuid`, '=', `${texts}.uuid`), ground)
}

/** From what may be found to its texts. */
export function among(db: Db, ground: Ground, needles: readonly Needle[]): Query {
  const { texts, tables } = ground
  const rows = all(db, ground).crossJoin(texts).whereRef(`${texts}.uuid`, '=', `${tables[0]}.uuid`)
  return shown(rows.where(holding(db, texts, needles)), ground).orderBy(`${texts}.id`, 'desc')
}

const shown = (query: Query, { texts, tables, where, order }: Ground): Query =>
  query
    .where(eb => eb.and([...where]))
    .select([`${tables[0]}.uuid`, `${texts}.names`, `${texts}.words`, `${order.column} as place`])

const all = (db: Db, { tables: [first, ...others] }: Ground): Query =>
  others.reduce((query, table) => query.innerJoin(table, join => join.onTrue()), db.selectFrom(first) as Query)

/** Everything that may be found, without looking at texts. */
export const every = (db: Db, ground: Ground): Query =>
  all(db, ground)
    .where(eb => eb.and([...ground.where]))
    .select(`${ground.tables[0]}.uuid`)

async function recent(db: Db, ground: Ground): Promise<string[]> {
  const { column, descending } = ground.order
  const ordered = every(db, ground)
    .orderBy(column, descending ? 'desc' : 'asc')
    .orderBy(`${ground.tables[0]}.uuid`)
  const rows = await ordered.limit(MOST).execute()
  return rows.map(row => row.uuid)
}

async function isFew(db: Db, ground: Ground): Promise<boolean> {
  const row = await db
    .selectFrom(
      every(db, ground)
        .limit(FEW + 1)
        .as('some'),
    )
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return row.count <= FEW
}
