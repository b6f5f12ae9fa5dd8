import { type Kysely, PostgresAdapter, sql } from 'kysely'

/** What is found by its texts: where it stands, what changes its texts, and the texts as they are now. */
interface Found {
  table: string
  of: string
  now: (say: Dialect) => string
  /** Changes of these columns, and whose texts they are then; without columns new rows. */
  follows: readonly (readonly [on: string, columns: readonly string[], whose: string])[]
}

interface Dialect {
  isPostgres: boolean
  /** A line break. */
  br: string
}

/** What a word begins behind. */
const BETWEEN = ` -_/.:,;()[]{}<>@#+='"\`&|\\!?*~`

/** Each on a line of its own with an empty one before and after it, by which its beginning and end are found. */
const lines = (br: string, columns: string[]) =>
  `${br} || ${br} || ${columns.map(one => `replace(${one}, ${br}, ' ') || ${br} || ${br}`).join(' || ')}`

/** Two spaces before each word, so that even of a single letter there is a trigram that only beginnings have. */
const words = (br: string, columns: string[]) =>
  [br, ...[...BETWEEN.slice(1)].map(one => `'${one.replace("'", "''")}'`)].reduce(
    (text, one) => `replace(${text}, ${one}, '  ')`,
    `replace('  ' || ${columns.join(` || '  ' || `)}, ' ', '  ')`,
  )

const REPOSITORIES: Found = {
  table: 'repository_texts',
  of: 'repositories',
  now: ({ br }) => `
    select r.uuid as uuid, ${lines(br, ['r.slug', 'r.name', `(w.slug || '/' || r.slug)`])} as names,
      ${words(br, ['r.slug', 'r.name', 'w.slug', 'p.key', 'p.name', 'r.language'])} as words,
      substr(r.description, 1, 2000) || ${br} || p.key || ${br} || p.name || ${br} || r.language as rest
    from repositories r join workspaces w on w.uuid = r.workspace_uuid join projects p on p.uuid = r.project_uuid`,
  follows: [
    ['repositories', [], 'new.uuid'],
    ['repositories', ['slug', 'name', 'description', 'language', 'workspace_uuid', 'project_uuid'], 'new.uuid'],
    ['workspaces', ['slug'], 'select uuid from repositories where workspace_uuid = new.uuid'],
    ['projects', ['key', 'name'], 'select uuid from repositories where project_uuid = new.uuid'],
  ],
}

const PULL_REQUESTS: Found = {
  table: 'pull_request_texts',
  of: 'pull_requests',
  now: ({ br }) => `
    select p.uuid as uuid, ${lines(br, ['p.title', `('#' || p.id)`, `('' || p.id)`, 'p.source_branch'])} as names,
      ${words(br, ['p.title', 'p.id', 'p.source_branch', 'p.destination_branch', 'u.display_name', 'u.nickname'])} as words,
      substr(p.description, 1, 2000) || ${br} || p.destination_branch || ${br} || u.display_name || ${br} || u.nickname
        as rest
    from pull_requests p join users u on u.uuid = p.author_uuid`,
  follows: [
    ['pull_requests', [], 'new.uuid'],
    ['pull_requests', ['title', 'description', 'source_branch', 'destination_branch', 'author_uuid'], 'new.uuid'],
    ['users', ['display_name', 'nickname'], 'select uuid from pull_requests where author_uuid = new.uuid'],
  ],
}

const USERS: Found = {
  table: 'user_texts',
  of: 'users',
  now: ({ br }) => `
    select u.uuid as uuid, ${lines(br, ['u.display_name', 'u.nickname', 'u.username'])} as names,
      ${words(br, ['u.display_name', 'u.nickname', 'u.username'])} as words,
      coalesce((select max(e.email) from emails e where e.user_uuid = u.uuid and e.is_primary = 1), '') as rest
    from users u where u.kind = 'person' and u.status <> 'deleted'`,
  follows: [
    ['users', [], 'new.uuid'],
    ['users', ['username', 'nickname', 'display_name', 'status', 'kind'], 'new.uuid'],
    ['emails', [], 'new.user_uuid'],
    ['emails', ['user_uuid', 'email', 'is_primary'], 'select old.user_uuid union select new.user_uuid'],
    ['emails', ['gone'], 'old.user_uuid'],
  ],
}

export async function up(db: Kysely<unknown>): Promise<void> {
  const isPostgres = db.getExecutor().adapter instanceof PostgresAdapter
  const say = { isPostgres, br: isPostgres ? 'chr(10)' : 'char(10)' }
  const index = (name: string, on: string, columns: string[]) =>
    db.schema.createIndex(name).on(on).columns(columns).execute()
  await index('repositories_recent', 'repositories', ['updated_on', 'uuid', 'is_private', 'project_uuid'])
  await index('repositories_public', 'repositories', ['is_private', 'uuid'])
  await index('repositories_seen', 'repositories', [
    'uuid',
    'is_private',
    'workspace_uuid',
    'project_uuid',
    'updated_on',
  ])
  await index('users_named', 'users', ['display_name', 'uuid'])
  await index('pull_requests_recent', 'pull_requests', ['updated_on', 'uuid', 'repository_uuid', 'state'])
  for (const found of [REPOSITORIES, PULL_REQUESTS, USERS])
    for (const statement of [
      ...tables(found, say),
      ...(isPostgres ? [] : trigrams(found)),
      ...found.follows.flatMap((_, at) => follow(found, at, say)),
      `insert into ${found.table} (uuid, names, words, rest) select uuid, names, words, rest from ${found.table}_now`,
      ...(isPostgres ? [trigramsIfAllowed(found)] : []),
    ])
      await sql.raw(statement).execute(db)
}

function tables({ table, of, now }: Found, say: Dialect): string[] {
  const [id, text] = say.isPostgres
    ? ['integer generated always as identity primary key', 'text collate "C"']
    : ['integer primary key autoincrement', 'text']
  const uuid = `uuid ${text} not null unique references ${of} (uuid) on delete cascade`
  const columns = ['names', 'words', 'rest'].map(name => `${name} ${text} not null`)
  return [`create table ${table} (id ${id}, ${uuid}, ${columns.join(', ')})`, `create view ${table}_now as ${now(say)}`]
}

/** One index of the names, which are short, and one of everything; neither holds the texts themselves. */
const INDEXES = { names: ['names', 'words'], all: ['names', 'words', 'rest'] }

function trigrams({ table }: Found): string[] {
  return Object.entries(INDEXES).flatMap(([part, columns]) => {
    const index = `${table}_${part}`
    const of = (row: string) => ['id', ...columns].map(one => `${row}.${one}`).join(', ')
    const out = `insert into ${index} (${index}, rowid, ${columns}) values ('delete', ${of('old')});`
    const add = `insert into ${index} (rowid, ${columns}) values (${of('new')});`
    return [
      `create virtual table ${index}
        using fts5 (${columns}, content = '${table}', content_rowid = 'id', tokenize = 'trigram', detail = none)`,
      `create trigger ${index}_came after insert on ${table} begin ${add} end`,
      `create trigger ${index}_went after delete on ${table} begin ${out} end`,
      `create trigger ${index}_became after update on ${table} begin ${out} ${add} end`,
    ]
  })
}

/** A server that lacks the extension, or keeps it from this account, says so in many ways; then every row is read. */
const trigramsIfAllowed = ({ table }: Found) => `
  do $$ begin
    create extension if not exists pg_trgm;
    create index ${table}_trigrams on ${table} using gin (${['names', 'words', 'rest']
      .map(one => `lower(${one} collate "und-x-icu") gin_trgm_ops`)
      .join(', ')});
  exception when others then raise notice 'searching does without pg_trgm: %', sqlerrm;
  end $$`

/** Writes the texts anew, last, wherever something is changed that they are made of. */
function follow({ table, follows }: Found, at: number, { isPostgres }: Dialect): string[] {
  const [on, columns, whose] = follows[at]!
  const name = `${table}_follow_${at}`
  const isGone = columns[0] === 'gone'
  const event = isGone ? 'delete' : columns.length === 0 ? 'insert' : `update of ${columns.join(', ')}`
  const differs = columns.map(one => `old.${one} is distinct from new.${one}`).join(' or ')
  const when = isGone || columns.length === 0 ? '' : `when (${differs})`
  const act = `delete from ${table} where uuid in (${whose});
    insert into ${table} (uuid, names, words, rest)
      select uuid, names, words, rest from ${table}_now where uuid in (${whose});`
  if (!isPostgres) return [`create trigger ${name} after ${event} on ${on} for each row ${when} begin ${act} end`]
  return [
    `create or replace function ${name}() returns trigger language plpgsql as $$ begin ${act} return null; end $$`,
    `create trigger ${name} after ${event} on ${on} for each row ${when} execute function ${name}()`,
  ]
}
