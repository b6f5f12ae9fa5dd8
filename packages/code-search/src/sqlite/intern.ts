import type { DatabaseSync } from 'node:sqlite'
import type { FileChange } from '../engine.ts'
import { fold, languageOf, wordsOf } from '../language/index.ts'

/** A content is a blob and what it is read as: the same blob under another language defines other names. */
export const languageFor = (path: string): string => languageOf(path) ?? ''

// No language: a link may have the same blob as a text, and is none.
const LINK = '-'

export const readAs = ({ path, size }: FileChange): string => (size === null ? LINK : languageFor(path))

/** Gives paths and contents their numbers, and what is not there yet a row. */
export class Numbering {
  private readonly db: DatabaseSync

  constructor(db: DatabaseSync) {
    this.db = db
  }

  seekContent(oid: string, language: string): number | undefined {
    const row = this.get('SELECT id FROM contents WHERE oid = ? AND language = ?', Buffer.from(oid, 'hex'), language)
    return row?.id
  }

  addContent(oid: string, language: string, hasText: boolean): number {
    const sql = 'INSERT INTO contents (oid, language, has_text) VALUES (?, ?, ?) RETURNING id'
    const { id } = this.get(sql, Buffer.from(oid, 'hex'), language, hasText ? 1 : 0)!
    this.loosen('content', id)
    return id
  }

  /**
   * The numbers of paths. FTS5 writes out what it has gathered when another table is written to: so the new ones are
   * indexed after one another.
   */
  paths(paths: readonly string[]): number[] {
    const fresh: { id: number; path: string }[] = []
    const numbers = paths.map(path => {
      const known = this.get('SELECT id FROM paths WHERE path = ?', path)
      if (known) return known.id
      const { id } = this.get('INSERT INTO paths (path, kind) VALUES (?, ?) RETURNING id', path, this.kind(path))!
      this.loosen('path', id)
      fresh.push({ id, path })
      return id
    })
    const words = 'INSERT INTO path_words (rowid, words) VALUES (?, ?)'
    for (const { id, path } of fresh) this.get(words, id, wordsOf(path).join(' '))
    const trigrams = 'INSERT INTO path_trigrams (rowid, text) VALUES (?, ?)'
    for (const { id, path } of fresh) this.get(trigrams, id, fold(path).toWellFormed())
    return numbers
  }

  /** Marks what no file may name any more, to be looked at when there is time. */
  loosen(kind: 'path' | 'content', id: number): void {
    this.get('INSERT OR IGNORE INTO loose VALUES (?, ?)', kind, id)
  }

  private kind(path: string): number {
    const name = fold(path.slice(path.lastIndexOf('/') + 1))
    const key = [languageFor(path), name.slice(name.lastIndexOf('.') + 1 || name.length)]
    const known = this.get('SELECT id FROM kinds WHERE language = ? AND extension = ?', ...key)
    const add = 'INSERT INTO kinds (language, extension, sample) VALUES (?, ?, ?) RETURNING id'
    return (known ?? this.get(add, ...key, path)!).id
  }

  private readonly statements = new Map<string, ReturnType<DatabaseSync['prepare']>>()

  private get(sql: string, ...values: (string | number | Buffer)[]): { id: number } | undefined {
    const statement = this.statements.get(sql) ?? this.db.prepare(sql)
    this.statements.set(sql, statement)
    return statement.get(...values) as { id: number } | undefined
  }
}
