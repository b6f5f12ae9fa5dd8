import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { zstdDecompressSync } from 'node:zlib'
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet'
import { DEFAULT_PARSERS } from 'hyparquet/src/convert.js'
import type { Data } from 'pail-source-bitbucket'
import pg from 'pg'
import type { Manifest } from '../manifest.ts'
import { isoOf, microsOf } from '../timestamps.ts'
import { temporary } from './temporary.ts'

/** Somewhere to write to, and what somebody else finds there: the rows that count, each member as JavaScript has it. */
export interface Place {
  target: string
  rows(stream: string): Promise<Data[]>
}

/** Makes an empty place of one kind. */
export type NewPlace = () => Promise<Place> | Place

export function sqlitePlace(): Place {
  const file = join(temporary(), 'it is "here".db')
  return {
    target: `sqlite:${file}`,
    async rows(stream) {
      const db = new DatabaseSync(file, { readOnly: true })
      const types = db.prepare('select name, type from pragma_table_info(?)').all(stream)
      const rows = db.prepare(`select * from "${stream}"`).all() as Data[]
      db.close()
      const booleans = types.filter(({ type }) => type === 'boolean').map(({ name }) => String(name))
      for (const row of rows) for (const name of booleans) if (row[name] !== null) row[name] = row[name] === 1
      return rows.map(plain)
    },
  }
}

export function postgresPlace(server: string): Place {
  const schema = `it is "here" ${process.hrtime.bigint()}`
  const url = new URL(server)
  url.searchParams.set('schema', schema)
  return {
    target: url.href,
    async rows(stream) {
      const client = new pg.Client({ connectionString: server })
      await client.connect()
      const { rows } = await client.query(
        `select to_jsonb(t) as row from "${schema.replaceAll('"', '""')}"."${stream}" t`,
      )
      await client.end()
      return rows.map(({ row }) => plain(row))
    },
  }
}

export function jsonlPlace(): Place {
  const folder = temporary()
  return {
    target: `jsonl:${folder}`,
    rows: async stream =>
      counting(folder, stream, file =>
        readFileSync(file, 'utf8')
          .trimEnd()
          .split('\n')
          .map(line => JSON.parse(line)),
      ),
  }
}

export function parquetPlace(): Place {
  const folder = temporary()
  // Dates have milliseconds only.
  const parsers = { ...DEFAULT_PARSERS, timestampFromMicroseconds: isoOf }
  const compressors = { ZSTD: (bytes: Uint8Array) => new Uint8Array(zstdDecompressSync(bytes)) }
  return {
    target: `parquet:${folder}`,
    rows: stream =>
      counting(folder, stream, async file =>
        parquetReadObjects({ file: await asyncBufferFromFile(file), compressors, parsers }),
      ),
  }
}

/** Reads the files that the manifest names, as the README says to: of each key the last record, unless it is gone. */
async function counting(
  folder: string,
  stream: string,
  read: (file: string) => Data[] | Promise<Data[]>,
): Promise<Data[]> {
  if (!existsSync(join(folder, 'manifest.json'))) return []
  const { files = [], key = [] } =
    (JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as Manifest).streams[stream] ?? {}
  const last = new Map<string, Data>()
  for (const { file } of files)
    for (const row of await read(join(folder, file))) last.set(JSON.stringify(key.map(name => text(row[name]))), row)
  return [...last.values()].filter(row => row._sync_deleted !== true).map(plain)
}

const OURS = ['_sync_extra', '_sync_generation', '_sync_seq', '_sync_deleted', '_deleted_on']

/** The same for all kinds of places: nested values read, moments in one form, what has no column among the others. */
function plain(row: Data): Data {
  const members = Object.entries(row).map(([name, value]) => [name, meaning(value)] as const)
  const extra = meaning(row._sync_extra) as Data | null
  const shown = members.filter(([name, value]) => !OURS.includes(name) && value !== null)
  return Object.fromEntries([...shown, ...Object.entries(extra ?? {})].toSorted(([a], [b]) => (a < b ? -1 : 1)))
}

function meaning(value: unknown): unknown {
  if (typeof value === 'bigint') return Number(value)
  if (typeof value !== 'string') return value ?? null
  const micros = microsOf(value)
  if (micros !== undefined) return isoOf(micros)
  return /^[[{]/.test(value) ? parsed(value) : value
}

/** A text that begins like JSON may be none. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

const text = (value: unknown): string => String(value)
