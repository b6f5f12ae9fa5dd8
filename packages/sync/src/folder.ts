import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Data } from 'pail-source-bitbucket'
import { type Destination, type Opening, type States, type Table, Unusable } from './destination.ts'
import { lock } from './lock.ts'
import { keep, type Manifest, manifestIn, type StreamFiles } from './manifest.ts'
import { persist } from './persist.ts'

/** One file being written. */
export interface Recording {
  /** `first` is the number of the first record; the numbers of a folder only ever rise. */
  write(records: readonly Data[], first: number): void
  /** Ends the file, and has it on the disk. */
  finish(): void
}

/** A kind of file. */
export interface Format {
  extension: string
  create(path: string, table: Table): Recording
}

/** A file that is being written, before its checkpoint. */
interface Begun {
  recording: Recording
  part: string
  rows: number
}

const OURS = /^\d{8}\.(parquet|jsonl)(\.part)?$/

/**
 * A folder for each stream with a file for each checkpoint, named by its number. Files count once `manifest.json`, which
 * holds the states too, names them: those that a crash has left between are removed at the next start. A key may come in
 * several files; the record with the greatest `_sync_seq` counts.
 */
export class FolderDestination implements Destination {
  readonly #folder: string
  readonly #format: Format
  readonly #begun = new Map<string, Begun>()
  readonly #complete = new Set<string>()
  #tables = new Map<string, Table>()
  #manifest: Manifest | undefined
  #unlock = () => {}

  constructor(folder: string, format: Format) {
    this.#folder = folder
    this.#format = format
  }

  async open({ tables, origin }: Opening): Promise<States> {
    mkdirSync(this.#folder, { recursive: true })
    this.#unlock = lock(join(this.#folder, '.lock'))
    const manifest = manifestIn(this.#folder, { format: this.#format.extension, origin })
    this.#tables = new Map(tables.map(table => [table.stream, table]))
    const states = new Map<string, Data>()
    for (const table of tables) {
      const before = manifest.streams[table.stream]
      if (before?.state && !table.isReplaced) states.set(table.stream, before.state)
      manifest.streams[table.stream] = begun(before, table)
      this.#clean(table.stream, before)
    }
    this.#manifest = manifest
    return states
  }

  async write(stream: string, records: readonly Data[]): Promise<void> {
    const file = this.#begun.get(stream) ?? this.#begin(stream)
    file.recording.write(records, this.#manifest!.records + 1)
    file.rows += records.length
    this.#manifest!.records += records.length
  }

  async complete(stream: string): Promise<void> {
    this.#complete.add(stream)
  }

  async checkpoint(states: States): Promise<void> {
    const manifest = this.#manifest!
    manifest.checkpoint++
    for (const [stream, begun] of this.#begun) this.#finish(stream, begun)
    const gone = [...this.#complete].flatMap(stream => takeOlder(manifest.streams[stream]!))
    for (const [stream, state] of states) manifest.streams[stream]!.state = state
    keep(this.#folder, manifest)
    for (const file of gone) rmSync(join(this.#folder, file), { force: true })
    this.#complete.clear()
  }

  async close(): Promise<void> {
    for (const { part } of this.#begun.values()) rmSync(part, { force: true })
    this.#begun.clear()
    this.#unlock()
  }

  #begin(stream: string): Begun {
    const part = join(this.#folder, stream, `${named(this.#manifest!.checkpoint + 1)}.${this.#format.extension}.part`)
    mkdirSync(dirname(part), { recursive: true })
    const begun = { recording: this.#format.create(part, this.#tables.get(stream)!), part, rows: 0 }
    this.#begun.set(stream, begun)
    return begun
  }

  #finish(stream: string, { recording, part, rows }: Begun): void {
    recording.finish()
    renameSync(part, part.slice(0, -'.part'.length))
    persist(dirname(part))
    const { files, generation } = this.#manifest!.streams[stream]!
    files.push({ file: `${stream}/${named(this.#manifest!.checkpoint)}.${this.#format.extension}`, rows, generation })
    this.#begun.delete(stream)
  }

  /** Takes away what no checkpoint has kept. */
  #clean(stream: string, before: StreamFiles | undefined): void {
    const folder = join(this.#folder, stream)
    if (!existsSync(folder)) return
    const kept = new Set(before?.files.map(({ file }) => file))
    for (const name of readdirSync(folder))
      if (OURS.test(name) && !kept.has(`${stream}/${name}`)) rmSync(join(folder, name))
  }
}

const named = (checkpoint: number): string => String(checkpoint).padStart(8, '0')

function begun(before: StreamFiles | undefined, { stream, key, columns, isReplaced }: Table): StreamFiles {
  if (/[/\\\0]|^\.*$/.test(stream)) throw new Unusable(`${JSON.stringify(stream)} is no name for a folder`)
  return {
    key,
    columns,
    generation: (before?.generation ?? 0) + (isReplaced ? 1 : 0),
    state: isReplaced ? null : (before?.state ?? null),
    files: before?.files ?? [],
  }
}

/** Files of the beginning before this one, which no longer count. */
function takeOlder(stream: StreamFiles): string[] {
  const older = stream.files.filter(({ generation }) => generation < stream.generation)
  stream.files = stream.files.filter(({ generation }) => generation === stream.generation)
  return older.map(({ file }) => file)
}
