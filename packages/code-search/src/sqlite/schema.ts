import { rmSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'

/** What an index keeps beside the branches, paths and files that all have. */
export interface Schema {
  /** What the tables mean; a file with another number is built again from nothing. */
  version: number
  tables: string
  /** Statements that look into each of them. */
  probes: readonly string[]
}

const inFts = (table: string) => `SELECT rowid FROM ${table} WHERE ${table} MATCH 'abc'`

/** The words and trigrams of texts. */
export const FTS: Schema = {
  version: 1,
  tables: `
    CREATE VIRTUAL TABLE content_words USING fts5(
      one, some, many, defined, content='', contentless_delete=1, detail=column, tokenize="ascii tokenchars '_'");
    CREATE VIRTUAL TABLE content_trigrams USING fts5(
      text, content='', contentless_delete=1, detail=none, tokenize="trigram case_sensitive 1");`,
  probes: ['content_words', 'content_trigrams'].map(inFts),
}

const TABLES = `
  CREATE TABLE facts (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
  CREATE TABLE branches (
    id INTEGER PRIMARY KEY AUTOINCREMENT, repository TEXT NOT NULL, name TEXT NOT NULL, commit_id TEXT NOT NULL,
    is_main INTEGER NOT NULL, changed INTEGER NOT NULL, UNIQUE (repository, name)
  );
  CREATE INDEX branches_changed ON branches (changed);
  CREATE TABLE kinds (
    id INTEGER PRIMARY KEY, language TEXT NOT NULL, extension TEXT NOT NULL, sample TEXT NOT NULL,
    UNIQUE (language, extension)
  );
  CREATE TABLE paths (id INTEGER PRIMARY KEY AUTOINCREMENT, path TEXT NOT NULL UNIQUE, kind INTEGER NOT NULL);
  CREATE TABLE contents (
    id INTEGER PRIMARY KEY AUTOINCREMENT, oid BLOB NOT NULL, language TEXT NOT NULL, has_text INTEGER NOT NULL,
    UNIQUE (oid, language)
  );
  CREATE INDEX contents_without_text ON contents (id) WHERE has_text = 0;
  CREATE TABLE files (
    id INTEGER PRIMARY KEY AUTOINCREMENT, branch INTEGER NOT NULL, path INTEGER NOT NULL, content INTEGER NOT NULL,
    UNIQUE (branch, path)
  );
  CREATE INDEX files_content ON files (content);
  CREATE INDEX files_path ON files (path);
  CREATE TABLE staged (
    change INTEGER NOT NULL, path INTEGER NOT NULL, content INTEGER, PRIMARY KEY (change, path)
  ) WITHOUT ROWID;
  CREATE TABLE removed (id INTEGER PRIMARY KEY AUTOINCREMENT, branch INTEGER NOT NULL, path INTEGER);
  CREATE TABLE loose (kind TEXT NOT NULL, id INTEGER NOT NULL, PRIMARY KEY (kind, id)) WITHOUT ROWID;
  CREATE VIRTUAL TABLE path_words USING fts5(
    words, content='', contentless_delete=1, detail=none, tokenize="ascii tokenchars '_'");
  CREATE VIRTUAL TABLE path_trigrams USING fts5(
    text, content='', contentless_delete=1, detail=none, tokenize="trigram case_sensitive 1");
  INSERT INTO facts VALUES ('generation', 1);
`

/** Opens the file for the one who writes; what cannot be read, or means something else, is replaced by an empty one. */
export function openForWriting(file: string, schema: Schema): { db: DatabaseSync; isNew: boolean } {
  const db = tryOpen(file, schema)
  if (db) return { db, isNew: false }
  removeFiles(file)
  return { db: create(file, schema), isNew: true }
}

export function openForReading(file: string): DatabaseSync {
  const db = new DatabaseSync(file, { readOnly: true })
  db.exec('PRAGMA cache_size = -16000; PRAGMA mmap_size = 8589934592; PRAGMA busy_timeout = 5000')
  return db
}

function tryOpen(file: string, schema: Schema): DatabaseSync | undefined {
  let db: DatabaseSync | undefined
  try {
    db = connect(file, schema)
    if (isOurs(db, schema) && isReadable(db, schema)) return db
  } catch {}
  db?.close()
  return undefined
}

// Looks into every table, and not at every page: of a gigabyte that would take a minute.
function isReadable(db: DatabaseSync, { probes }: Schema): boolean {
  const tables = ['branches', 'kinds', 'paths', 'contents', 'files', 'staged', 'removed', 'loose']
  for (const table of tables) db.prepare(`SELECT * FROM ${table} ORDER BY 1 DESC LIMIT 1`).get()
  for (const probe of [...probes, ...['path_words', 'path_trigrams'].map(inFts)]) db.prepare(probe).get()
  return db.prepare(`SELECT count(*) AS count FROM facts`).get()?.count === 1
}

function create(file: string, schema: Schema): DatabaseSync {
  const db = connect(file, schema)
  db.exec('PRAGMA page_size = 8192')
  db.exec(`PRAGMA journal_mode = WAL; BEGIN; ${TABLES} ${schema.tables}
    PRAGMA user_version = ${schema.version}; COMMIT`)
  return db
}

function connect(file: string, schema: Schema): DatabaseSync {
  const db = new DatabaseSync(file)
  // What a power cut may take are the last changes, which are then told again.
  db.exec(
    'PRAGMA busy_timeout = 5000; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -64000; PRAGMA journal_size_limit = 4194304',
  )
  if (isOurs(db, schema)) db.exec('PRAGMA journal_mode = WAL')
  return db
}

const isOurs = (db: DatabaseSync, { version }: Schema): boolean =>
  (db.prepare('PRAGMA user_version').get() as { user_version: number }).user_version === version

/** Removes the file and those that SQLite keeps beside it. */
export function removeFiles(file: string): void {
  for (const ending of ['', '-wal', '-shm', '-journal']) rmSync(file + ending, { force: true })
}
