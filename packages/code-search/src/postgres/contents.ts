import type { FileChange, Texts } from '../engine.ts'
import { LARGEST_TEXT } from '../engine.ts'
import { fold, languageOf } from '../language/index.ts'
import { marksOf } from '../marks.ts'
import type { Pool } from './pool.ts'

interface Source {
  repository: string
  texts: Texts
  signal: AbortSignal | undefined
}

/** Whether the content is to be looked into: it is there, no link and not too large. */
export const mayHaveText = ({ oid, size }: FileChange): boolean => oid !== null && size !== null && size <= LARGEST_TEXT

interface Content {
  oid: string
  language: string
}

/** What a text defines depends on its language, so a content is saved once for each of its languages. */
export const contentKey = (file: { path: string; oid: string | null }): string =>
  keyOf({ oid: file.oid ?? '', language: languageOf(file.path) ?? '' })

const keyOf = ({ oid, language }: Content) => `${oid} ${language}`

/** Has the contents of these files saved, and answers their ids by `contentKey`. Links and large files have none. */
export async function saveContents(pool: Pool, files: readonly FileChange[], source: Source) {
  const wanted = new Map<string, Content>()
  for (const file of files.filter(mayHaveText))
    wanted.set(contentKey(file), { oid: file.oid ?? '', language: languageOf(file.path) ?? '' })
  const ids = await find(pool, [...wanted.values()])
  const missing = [...wanted].filter(([key]) => !ids.has(key)).map(([, content]) => content)
  if (missing.length === 0) return ids
  await readAndSave(pool, missing, source)
  return find(pool, [...wanted.values()])
}

async function find(pool: Pool, contents: readonly Content[]): Promise<Map<string, number>> {
  if (contents.length === 0) return new Map()
  const { rows } = await pool.query(
    `select id, oid, language from pail_search.contents
     where (oid, language) in (select * from unnest($1::text[], $2::text[]))`,
    [contents.map(content => content.oid), contents.map(content => content.language)],
  )
  return new Map(rows.map(row => [keyOf(row), row.id]))
}

const BATCH_LENGTH = 4_000_000

async function readAndSave(pool: Pool, missing: readonly Content[], { repository, texts, signal }: Source) {
  const languages = Map.groupBy(missing, content => content.oid)
  const asks = [...languages.keys()].map(oid => ({ repository, oid }))
  let rows: Row[] = []
  let length = 0
  for await (const { oid, text } of texts.read(asks, signal)) {
    for (const { language } of languages.get(oid) ?? []) rows.push(rowOf({ oid, language }, text))
    languages.delete(oid)
    length += text.length
    if (length < BATCH_LENGTH) continue
    await insert(pool, rows)
    ;[rows, length] = [[], 0]
  }
  const textless = [...languages.values()].flat().map(content => ({ ...content, tokens: null, folded: null }))
  await insert(pool, [...rows, ...textless])
}

interface Row extends Content {
  tokens: string | null
  folded: string | null
}

const BINARY_WITHIN = 8_000

/** PostgreSQL keeps no NUL in a text. */
function rowOf(content: Content, text: string): Row {
  if (text.slice(0, BINARY_WITHIN).includes('\0')) return { ...content, tokens: null, folded: null }
  const tokens = [...marksOf(text, content.language || undefined)].flatMap(([word, signs]) => [
    word,
    ...Array.from(signs, sign => word + sign),
  ])
  return { ...content, tokens: withoutNul(tokens.join('\n')), folded: withoutNul(fold(text.replaceAll('\r\n', '\n'))) }
}

const withoutNul = (text: string): string => text.replaceAll('\0', '\ufffd')

async function insert(pool: Pool, rows: readonly Row[]): Promise<void> {
  if (rows.length === 0) return
  const column = (name: keyof Row) => rows.map(row => row[name])
  await pool.query(
    `insert into pail_search.contents (oid, language, tokens, folded, is_ascii)
     select oid, language, string_to_array(tokens, E'\\n'), folded, octet_length(folded) = char_length(folded)
     from unnest($1::text[], $2::text[], $3::text[], $4::text[]) as t (oid, language, tokens, folded)
     order by oid, language on conflict do nothing`,
    [column('oid'), column('language'), column('tokens'), column('folded')],
  )
}
