import { DatabaseSync } from 'node:sqlite'
import { Kysely, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely'
import type { Database } from '../database.ts'
import type { Versioned } from '../memory.ts'
import { transactOn } from '../transact.ts'
import { SqliteDriver } from './driver.ts'
import { addFunctions } from './functions.ts'
import { prepare, type Statement } from './statements.ts'

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
  const reading = new ReadingAdapter(read)
  const reader = connect<T>(new SqliteDriver(read, 'read'), reading)
  const writer = connect<T>(new SqliteDriver(written, 'write', () => reading.forget()), new TurnTakingAdapter())
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

function connect<T>(driver: SqliteDriver, adapter: TurnTakingAdapter): Kysely<T> {
  return new Kysely<T>({
    dialect: {
      createDriver: () => driver,
      createAdapter: () => adapter,
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
  readonly #statement: Statement
  #known: unknown

  constructor(file: DatabaseSync) {
    super()
    this.#statement = prepare(file, 'pragma data_version')
  }

  /** Asked once in a turn of the event loop: whatever is answered in it arrived before the asking. */
  version(): unknown {
    if (this.#known === undefined) {
      this.#known = this.#statement.rows([])[0]!.data_version
      setImmediate(() => this.forget())
    }
    return this.#known
  }

  /** This process has committed something itself. */
  forget(): void {
    this.#known = undefined
  }
}
