import { createHash } from 'node:crypto'
import { Invalid } from '@pail/failures'
import { type Static, Type } from 'typebox'
import { Value } from 'typebox/value'

/** The form of a backup; a program refuses those that it does not know. */
export const FORMAT = 1
export const MANIFEST = 'manifest.json'

const KEYS = 'keys\\.json|ssh/ssh_host_[a-z0-9]+_key|signing/(key|public|former/[0-9a-f]{40,64})\\.asc'
const PATH = `^(database/[a-z_]+\\.jsonl|repositories/[0-9a-f-]{36}\\.snapshot|blobs/[0-9a-f]{2}/[0-9a-f]{64}|${KEYS})$`

/** What a backup holds. Each file has its sum, and the manifest one over all that it says itself. */
const manifestSchema = Type.Object({
  format: Type.Literal(FORMAT),
  pail: Type.String(),
  created_on: Type.String(),
  database: Type.Union([Type.Literal('sqlite'), Type.Literal('postgres')]),
  migrations: Type.Array(Type.String()),
  /** In the order in which their rows can be put back. */
  tables: Type.Array(Type.String()),
  repositories: Type.Array(Type.String()),
  /** Repositories that the database still knew when it was read, and that were deleted before their turn came. */
  deleted: Type.Array(Type.String()),
  with_keys: Type.Boolean(),
  files: Type.Array(Type.Object({ path: Type.String({ pattern: PATH }), size: Type.Integer(), sha256: Type.String() })),
  sum: Type.String(),
})
export type Manifest = Static<typeof manifestSchema>
export type BackupFile = Manifest['files'][number]

export function sealManifest(manifest: Omit<Manifest, 'sum'>): string {
  return `${JSON.stringify({ ...manifest, sum: sumOf(manifest) }, null, 2)}\n`
}

/** Reads a manifest that is as it was written, and of a form that is known here. */
export function readManifest(text: string): Manifest {
  const found = parsed(text)
  if (found.format !== FORMAT)
    throw new Invalid('This backup was made by another version of Pail; restore it with that')
  const { sum, ...said } = found
  if (sum !== sumOf(said)) throw new Invalid(`${MANIFEST} has been changed since the backup was made`)
  if (!Value.Check(manifestSchema, found)) throw new Invalid(`${MANIFEST} does not describe a backup`)
  return found
}

function parsed(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text)
  } catch {
    throw new Invalid(`${MANIFEST} cannot be read; the backup is not complete`)
  }
}

const sumOf = (said: object): string => createHash('sha256').update(JSON.stringify(said)).digest('hex')
