import type { DatabaseSync, StatementSync } from 'node:sqlite'
import { languageFor, type Numbering } from '../sqlite/intern.ts'
import { isText, type Lesson } from '../sqlite/learn.ts'
import type { Keeper } from '../sqlite/writing.ts'
import { indexedText, pack } from './document.ts'
import { writeMarks } from './marks.ts'
import { markedWords } from './words.ts'

/** Keeps texts as they are given to Zoekt: in no layer yet. */
export class DocumentKeeper implements Keeper {
  private readonly numbering: Numbering
  private readonly add: StatementSync
  private readonly lighten: StatementSync
  private readonly remove: StatementSync

  constructor(db: DatabaseSync, numbering: Numbering) {
    this.numbering = numbering
    this.add = db.prepare('INSERT INTO documents (content, size, text, marks) VALUES (?, ?, ?, ?)')
    this.lighten = db.prepare(
      `UPDATE layers SET live = live - d.size FROM documents d WHERE d.content = ? AND layers.id = d.layer`,
    )
    this.remove = db.prepare('DELETE FROM documents WHERE content = ?')
  }

  learn(lessons: readonly Lesson[]): void {
    for (const { oid, path, text } of lessons) {
      const language = languageFor(path)
      if (this.numbering.seekContent(oid, language) !== undefined) continue
      const id = this.numbering.addContent(oid, language, isText(text))
      if (!isText(text)) continue
      const indexed = indexedText(text)
      this.add.run(id, indexed.length, pack(indexed), pack(writeMarks(markedWords(text, language || undefined))))
    }
  }

  unlearn(content: number): void {
    this.lighten.run(content)
    this.remove.run(content)
  }
}
