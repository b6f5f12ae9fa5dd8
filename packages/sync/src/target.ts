import { type Destination, Unusable } from './destination.ts'
import { FolderDestination } from './folder.ts'
import { JSONL } from './jsonl.ts'
import { PARQUET } from './parquet.ts'
import { PostgresDestination } from './postgres.ts'
import { SqliteDestination } from './sqlite.ts'

/** The place that `sqlite:file.db`, `postgres://…`, `parquet:folder` or `jsonl:folder` names. */
export function destinationAt(target: string): Destination {
  const [, kind = '', place = ''] = /^(\w+):(.+)$/s.exec(target) ?? []
  if (kind === 'sqlite') return new SqliteDestination(place)
  if (kind === 'parquet') return new FolderDestination(place, PARQUET)
  if (kind === 'jsonl') return new FolderDestination(place, JSONL)
  if (/^postgres(ql)?$/.test(kind) && URL.canParse(target)) return new PostgresDestination(target)
  throw new Unusable(
    `${shownTarget(target)} is none of sqlite:file.db, postgres://user@host/database, parquet:folder and jsonl:folder`,
  )
}

/** A target without the password in it. */
export const shownTarget = (target: string): string =>
  target.replace(/^(\w+:\/\/[^/?#@:]*):.*@/s, '$1:…@').replaceAll(/([?&](?:password|sslpassword)=)[^&#]*/gi, '$1…')
