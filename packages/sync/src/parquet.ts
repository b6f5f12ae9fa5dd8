import { zstdCompressSync } from 'node:zlib'
import type { SchemaElement } from 'hyparquet'
import { fileWriter, ParquetWriter } from 'hyparquet-writer'
import { type Column, EXTRA, type Kind } from './columns.ts'
import { isDeletion, type Table } from './destination.ts'
import type { Format, Recording } from './folder.ts'
import { persist } from './persist.ts'
import { type Cell, type Row, reader } from './rows.ts'

/** Written out when there are so many, or so many characters: memory holds no more of a stream. */
const GROUP = { rows: 5000, characters: 4_000_000 }

const ELEMENTS: Record<Kind, Omit<SchemaElement, 'name'>> = {
  text: { type: 'BYTE_ARRAY', converted_type: 'UTF8', logical_type: { type: 'STRING' } },
  integer: { type: 'INT64' },
  number: { type: 'DOUBLE' },
  boolean: { type: 'BOOLEAN' },
  timestamp: {
    type: 'INT64',
    converted_type: 'TIMESTAMP_MICROS',
    logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'MICROS' },
  },
  json: { type: 'BYTE_ARRAY', logical_type: { type: 'JSON' } },
}

/** Files with typed columns, compressed by Zstandard; moments are timestamps of UTC with microseconds. */
export const PARQUET: Format = {
  extension: 'parquet',
  create: (path, table) => new ParquetFile(path, table),
}

class ParquetFile implements Recording {
  readonly #path: string
  readonly #read: (record: Record<string, unknown>) => Row
  readonly #columns: readonly Column[]
  readonly #schema: SchemaElement[]
  readonly #writer: ParquetWriter
  #cells: Cell[][]
  #characters = 0

  constructor(path: string, table: Table) {
    this.#path = path
    this.#read = reader(table)
    this.#columns = [
      ...table.columns,
      { name: EXTRA, kind: 'json' },
      { name: '_sync_seq', kind: 'integer' },
      { name: '_sync_deleted', kind: 'boolean' },
    ]
    this.#schema = [
      { name: 'root', num_children: this.#columns.length },
      ...this.#columns.map(({ name, kind }) => ({
        name,
        repetition_type: table.key.includes(name) ? ('REQUIRED' as const) : ('OPTIONAL' as const),
        ...ELEMENTS[kind],
      })),
    ]
    this.#cells = this.#columns.map(() => [])
    this.#writer = new ParquetWriter({
      writer: fileWriter(path),
      schema: this.#schema,
      codec: 'ZSTD',
      compressors: { ZSTD: bytes => zstdCompressSync(bytes) },
      createdBy: 'pail sync',
    })
  }

  write(records: readonly Record<string, unknown>[], first: number): void {
    for (const [at, record] of records.entries()) {
      this.#add([...this.#read(record), first + at, isDeletion(record)])
      if (this.#cells[0]!.length >= GROUP.rows || this.#characters >= GROUP.characters) this.#flush()
    }
  }

  finish(): void {
    this.#flush()
    // The writer would make JSON of what is JSON text already, so it learns what that is when all has been written.
    for (const element of this.#schema) if (element.logical_type?.type === 'JSON') element.converted_type = 'JSON'
    this.#writer.finish()
    persist(this.#path)
  }

  #add(row: Row): void {
    for (const [at, cell] of row.entries()) {
      const isInteger = this.#columns[at]!.kind === 'integer' && cell !== null
      this.#cells[at]!.push(isInteger ? BigInt(cell as number) : cell)
      if (typeof cell === 'string') this.#characters += cell.length
    }
  }

  #flush(): void {
    const rows = this.#cells[0]!.length
    if (rows === 0) return
    const columnData = this.#columns.map(({ name, kind }, at) => ({
      name,
      data: this.#cells[at]!,
      // Its least and its greatest text say nothing, and would be kept whole.
      statistics: kind !== 'json',
    }))
    this.#writer.write({ columnData, rowGroupSize: rows })
    this.#cells = this.#columns.map(() => [])
    this.#characters = 0
  }
}
