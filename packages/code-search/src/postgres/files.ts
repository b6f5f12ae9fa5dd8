import type { FileChange } from '../engine.ts'
import { fold, languageOf, wordsOf } from '../language/index.ts'
import { runsOf } from '../language/words.ts'
import { contentKey, mayHaveText } from './contents.ts'
import type { Client } from './pool.ts'

interface FilesToSave {
  branchId: number
  files: readonly FileChange[]
  /** The ids of contents by `contentKey`. */
  contents: ReadonlyMap<string, number>
}

/** Puts the files as they are now in the place of what there was, and answers the contents of what there was. */
export async function saveFiles(client: Client, { branchId, files, contents }: FilesToSave): Promise<number[]> {
  const { rows } = await client.query(
    'delete from pail_search.files where branch_id = $1 and path = any($2) returning content_id',
    [branchId, files.map(file => file.path)],
  )
  const kept = files.filter(file => file.oid !== null).map(file => rowOf(file, contents))
  if (kept.length > 0) await client.query(INSERT, [branchId, ...COLUMNS.map(column => kept.map(row => row[column]))])
  return rows.flatMap(row => row.content_id ?? [])
}

export const removeAllFiles = (client: Client, branchId: number) =>
  client.query('delete from pail_search.files where branch_id = $1', [branchId])

const COLUMNS = ['path', 'folded_path', 'words', 'adjacent', 'language', 'oid', 'content_id'] as const

const INSERT = `
insert into pail_search.files (branch_id, path, folded_path, words, adjacent, language, oid, content_id)
select $1, path, folded_path, string_to_array(words, ' '), adjacent, language, oid, content_id
from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::integer[])
  as t (${COLUMNS.join(', ')})`

function rowOf(file: FileChange, contents: ReadonlyMap<string, number>) {
  const path = file.path.toWellFormed().replaceAll('\0', '')
  const runs = runsOf(fold(path))
  return {
    path,
    folded_path: fold(path),
    words: wordsOf(path).join(' '),
    adjacent: ` ${runs.join(' ')} `,
    language: languageOf(path) ?? '',
    oid: file.oid,
    content_id: (mayHaveText(file) && contents.get(contentKey(file))) || null,
  }
}
