import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Data } from 'pail-source-bitbucket'
import type { Column } from './columns.ts'
import { Unusable } from './destination.ts'
import { persist } from './persist.ts'

/** What a folder holds, and up to where: the one file whose replacement is the checkpoint. */
export interface Manifest {
  version: 1
  format: string
  origin: string
  checkpoint: number
  /** How many records have ever been written; the number of the last one. */
  records: number
  streams: Record<string, StreamFiles>
}

export interface StreamFiles {
  key: readonly string[]
  columns: readonly Column[]
  generation: number
  state: Data | null
  /** In the order in which they were written. */
  files: { file: string; rows: number; generation: number }[]
}

export const MANIFEST = 'manifest.json'

/** The one that is there, or an empty one; refuses what is somebody else's. */
export function manifestIn(folder: string, { format, origin }: Pick<Manifest, 'format' | 'origin'>): Manifest {
  const path = join(folder, MANIFEST)
  if (!existsSync(path)) return { version: 1, format, origin, checkpoint: 0, records: 0, streams: {} }
  const manifest = parsed(path)
  if (manifest.format !== format) throw new Unusable(`${folder} holds ${manifest.format} files already`)
  if (manifest.origin !== origin)
    throw new Unusable(`${folder} holds ${manifest.origin} already; ${origin} needs a place of its own`)
  return manifest
}

function parsed(path: string): Manifest {
  try {
    const manifest = JSON.parse(readFileSync(path, 'utf8')) as Manifest
    if (manifest.version === 1 && manifest.streams) return manifest
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
  }
  throw new Unusable(`${path} is none that pail sync has written`)
}

/** Puts the new one in the place of the old one, at once and for good. */
export function keep(folder: string, manifest: Manifest): void {
  const path = join(folder, MANIFEST)
  writeFileSync(`${path}.part`, `${JSON.stringify(manifest, null, 2)}\n`, { flush: true })
  renameSync(`${path}.part`, path)
  persist(folder)
}
