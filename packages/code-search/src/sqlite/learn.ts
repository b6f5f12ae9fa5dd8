import type { DatabaseSync, StatementSync } from 'node:sqlite'
import { LARGEST_TEXT } from '../engine.ts'
import { definitionsOf, fold, wordsInOrder } from '../language/index.ts'
import { MANY, SOME } from '../search/standing.ts'
import { languageFor, type Numbering } from './intern.ts'

/** A content to learn, under a path that it has; without text when it has none. */
export interface Lesson {
  oid: string
  path: string
  text?: string
}

// A content with this within its first bytes is no text.
const BINARY = /\0/
const LOOKED_AT = 8000

/** Whether a content is read as text at all. */
export const isText = (text: string | undefined): text is string =>
  text !== undefined && text.length <= LARGEST_TEXT && !BINARY.test(text.slice(0, LOOKED_AT))

/** Puts the words and trigrams of contents into the index. */
export class Learner {
  private readonly numbering: Numbering
  private readonly words: StatementSync
  private readonly trigrams: StatementSync
  private readonly removals: readonly StatementSync[]

  constructor(db: DatabaseSync, numbering: Numbering) {
    this.numbering = numbering
    this.words = db.prepare('INSERT INTO content_words (rowid, one, some, many, defined) VALUES (?, ?, ?, ?, ?)')
    this.trigrams = db.prepare('INSERT INTO content_trigrams (rowid, text) VALUES (?, ?)')
    this.removals = ['content_words', 'content_trigrams'].map(table =>
      db.prepare(`DELETE FROM ${table} WHERE rowid = ?`),
    )
  }

  /** FTS5 writes out what it has gathered when another table is written to: so all of them come after one another. */
  learn(lessons: readonly Lesson[]): void {
    const texts = lessons.flatMap(lesson => this.number(lesson))
    for (const { id, text, language } of texts) {
      const { one, some, many } = byFrequency(wordsInOrder(text))
      this.words.run(id, one.join(' '), some.join(' '), many.join(' '), definedIn(text, language).join(' '))
    }
    for (const { id, text } of texts) this.trigrams.run(id, indexed(text))
  }

  unlearn(content: number): void {
    for (const statement of this.removals) statement.run(content)
  }

  private number({ oid, path, text }: Lesson): { id: number; text: string; language: string }[] {
    const language = languageFor(path)
    if (this.numbering.seekContent(oid, language) !== undefined) return []
    const id = this.numbering.addContent(oid, language, isText(text))
    return isText(text) ? [{ id, text, language }] : []
  }
}

function definedIn(text: string, language: string): string[] {
  const names = definitionsOf(text, language || undefined).map(({ name }) => fold(name))
  return [...new Set(names)].filter(name => wordsInOrder(name)[0] === name)
}

// As texts are looked through, except that the tokenizer stops at a NUL.
const indexed = (text: string): string => fold(text.replaceAll('\r\n', '\n')).toWellFormed().replaceAll('\0', ' ')

function byFrequency(words: readonly string[]): { one: string[]; some: string[]; many: string[] } {
  const counts = new Map<string, number>()
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1)
  const sorted = { one: [] as string[], some: [] as string[], many: [] as string[] }
  for (const [word, count] of counts) sorted[count >= MANY ? 'many' : count >= SOME ? 'some' : 'one'].push(word)
  return sorted
}
