import type { Notify } from './open.ts'
import type { Client } from './pool.ts'

/** Everything here can be built anew, so a change of shape is a new number: what there was goes. */
const VERSION = 2
const OPENING_LOCK = 0x7061696d

const TABLES = ['files', 'contents', 'branches', 'about']

const SHAPE = `
create table pail_search.about (version integer not null);
insert into pail_search.about values (${VERSION});
create table pail_search.branches (
  id integer generated always as identity primary key,
  repository text collate "C" not null,
  branch text collate "C" not null,
  commit text not null,
  is_main boolean not null,
  unique (repository, branch)
);
create table pail_search.contents (
  id integer generated always as identity primary key,
  oid text collate "C" not null,
  language text collate "C" not null,
  tokens text[] collate "C",
  folded text collate "C",
  is_ascii boolean,
  unique (oid, language)
) with (toast_tuple_target = 128);
create index contents_tokens on pail_search.contents using gin (tokens) with (gin_pending_list_limit = 1024);
create table pail_search.files (
  id integer generated always as identity primary key,
  branch_id integer not null references pail_search.branches on delete cascade,
  path text collate "C" not null,
  folded_path text collate "C" not null,
  words text[] collate "C" not null,
  adjacent text collate "C" not null,
  language text collate "C" not null,
  oid text not null,
  content_id integer references pail_search.contents,
  unique (branch_id, path)
);
create index files_content on pail_search.files (content_id) include (id, branch_id);
create index files_words on pail_search.files using gin (words);
`

/** Makes the tables or leaves those that are there, within a transaction. Several processes may begin at once. */
export async function prepare(client: Client, notify: Notify): Promise<void> {
  await client.query('select pg_advisory_xact_lock($1)', [OPENING_LOCK])
  if ((await versionOf(client)) !== VERSION) await create(client)
  const lack = await attempt(client, () => indexTrigrams(client))
  if (lack) notify(`Code search reads every text to find parts of words, as pg_trgm is missing: ${lack}`)
}

/** The role may not do it, or the server is built without it or too old for it. */
const MISSING = ['42501', '0A000', '58P01', '3F000', '42601', '22023']

/** Does what a server may lack; the answer says why it could not be done. */
async function attempt(client: Client, work: () => Promise<unknown>): Promise<string | undefined> {
  await client.query('savepoint attempt')
  try {
    await work()
    return undefined
  } catch (error) {
    if (!MISSING.includes((error as { code: string }).code)) throw error
    await client.query('rollback to savepoint attempt')
    return (error as Error).message
  }
}

async function versionOf(client: Client): Promise<number | undefined> {
  const { rows } = await client.query(`select to_regclass('pail_search.about') is not null as made`)
  if (!rows[0].made) return undefined
  return (await client.query('select version from pail_search.about')).rows[0]?.version
}

async function create(client: Client): Promise<void> {
  const { rows } = await client.query(`select to_regnamespace('pail_search') is not null as made`)
  if (!rows[0].made) await client.query('create schema pail_search')
  for (const table of TABLES) await client.query(`drop table if exists pail_search.${table} cascade`)
  await client.query(SHAPE)
  // Texts are read more than twice as fast as with the compression that every server has.
  await attempt(client, () => client.query('alter table pail_search.contents alter column folded set compression lz4'))
}

/** The extension may stand in any schema; a role that owns nothing may be refused it. */
async function indexTrigrams(client: Client): Promise<void> {
  const { rows } = await client.query(`select to_regclass('pail_search.contents_trigrams') is not null as made`)
  if (rows[0].made) return
  await client.query('create extension if not exists pg_trgm with schema pail_search')
  const found = await client.query(
    `select quote_ident(nspname) as name from pg_extension join pg_namespace n on n.oid = extnamespace where extname = 'pg_trgm'`,
  )
  const operators = `${found.rows[0].name}.gin_trgm_ops`
  await client.query(
    `create index contents_trigrams on pail_search.contents using gin (folded ${operators}) with (gin_pending_list_limit = 1024)`,
  )
  await client.query(`create index files_trigrams on pail_search.files using gin (folded_path ${operators})`)
}
