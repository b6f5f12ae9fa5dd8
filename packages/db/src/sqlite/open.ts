import { DatabaseSync } from 'node:sqlite'
import { Kysely, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely'
import type { Database } from '../database.ts'
import type { Versioned } from '../memory.ts'
import { transactOn } from '../transact.ts'
import { SqliteDriver } from './driver.ts'
import { addFunctions } from './functions.ts'
import { prepare } from './statements.ts'

const BUSY_MS = 5_000
const CACHE_KB = 32_768
const LARGEST_IDLE_WAL = 64 * 1024 * 1024

export interface SqliteOptions {
  /** Whether a commit survives the machine losing power. Only throw-away databases do without. */
  durable?: boolean
}

/** Opens, or creates, the database in a file. Reading goes on while a transaction writes. */
export function openSqlite<T>(path: string, { durable = true }: SqliteOptions = {}): Database<T> {
  const written = openFile(path, `pragma journal_mode = wal; pragma synchronous = ${durable ? 'full' : 'off'}`)
  const read = openFile(path, 'pragma query_only = on')
  const writer = connect<T>(written, 'write')
  const reader = connect<T>(read, 'read')
  return {
    dialect: 'sqlite',
    reader,
    writer,
    transact: transactOn(writer, { lost: () => false }),
    async close() {
      await Promise.all([reader.destroy(), writer.destroy()])
      read.close()
      written.exec('pragma optimize')
      written.close()
    },
  }
}

function openFile(path: string, pragmas: string): DatabaseSync {
  const file = new DatabaseSync(path, { timeout: BUSY_MS, enableForeignKeyConstraints: true })
  file.exec(`${pragmas}; pragma cache_size = -${CACHE_KB}; pragma journal_size_limit = ${LARGEST_IDLE_WAL}`)
  addFunctions(file)
  return file
}

function connect<T>(file: DatabaseSync, access: 'read' | 'write'): Kysely<T> {
  return new Kysely<T>({
    dialect: {
      createDriver: () => new SqliteDriver(file, access),
      createAdapter: () => (access === 'read' ? new ReadingAdapter(file) : new TurnTakingAdapter()),
      createQueryCompiler: () => new SqliteQueryCompiler(),
      createIntrospector: db => new SqliteIntrospector(db),
    },
  })
}

/** The driver takes turns itself: readers never wait, and a writer waiting for itself is refused. */
class TurnTakingAdapter extends SqliteAdapter {
  override get supportsMultipleConnections() {
    return true
  }
}

/** Rows that were read may be given again until somebody, in whichever process, commits something. */
class ReadingAdapter extends TurnTakingAdapter implements Versioned {
  readonly version: () => unknown

  constructor(file: DatabaseSync) {
    super()
    const statement = prepare(file, 'pragma data_version')
    this.version = () => statement.rows([])[0]!.data_version
  }
}
