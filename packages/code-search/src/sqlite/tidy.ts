import type { DatabaseSync } from 'node:sqlite'

// So many at a time that whoever wants to write does not wait long.
const FILES = 2000
const CONTENTS = 100
const PATHS = 500

/** Drops a few things that nobody names any more, and what an index keeps of contents. Returns whether there may be more. */
export function tidy(db: DatabaseSync, dropContent: (content: number) => void): boolean {
  return tidyBranch(db) || tidyContents(db, dropContent) || tidyPaths(db)
}

function tidyBranch(db: DatabaseSync): boolean {
  const [branch] = loose(db, 'branch', 1)
  if (branch === undefined) return false
  const files = `(SELECT id FROM files WHERE branch = ? LIMIT ${FILES})`
  db.prepare(`INSERT OR IGNORE INTO loose SELECT 'content', content FROM files WHERE id IN ${files}`).run(branch)
  db.prepare(`INSERT OR IGNORE INTO loose SELECT 'path', path FROM files WHERE id IN ${files}`).run(branch)
  const { changes } = db.prepare(`DELETE FROM files WHERE id IN ${files}`).run(branch)
  if (changes === 0) fasten(db, 'branch', branch)
  return true
}

function tidyContents(db: DatabaseSync, dropContent: (content: number) => void): boolean {
  const contents = loose(db, 'content', CONTENTS)
  for (const content of contents) {
    fasten(db, 'content', content)
    if (db.prepare('SELECT 1 FROM files WHERE content = ? LIMIT 1').get(content)) continue
    dropContent(content)
    db.prepare('DELETE FROM contents WHERE id = ?').run(content)
  }
  return contents.length > 0
}

function tidyPaths(db: DatabaseSync): boolean {
  const paths = loose(db, 'path', PATHS)
  for (const path of paths) {
    fasten(db, 'path', path)
    if (db.prepare('SELECT 1 FROM files WHERE path = ? LIMIT 1').get(path)) continue
    for (const table of ['path_words', 'path_trigrams']) db.prepare(`DELETE FROM ${table} WHERE rowid = ?`).run(path)
    db.prepare('DELETE FROM paths WHERE id = ?').run(path)
  }
  return paths.length > 0
}

const loose = (db: DatabaseSync, kind: string, limit: number): number[] =>
  (db.prepare('SELECT id FROM loose WHERE kind = ? LIMIT ?').all(kind, limit) as { id: number }[]).map(({ id }) => id)

const fasten = (db: DatabaseSync, kind: string, id: number) =>
  db.prepare('DELETE FROM loose WHERE kind = ? AND id = ?').run(kind, id)
