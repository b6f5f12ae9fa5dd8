import type { DatabaseSync } from 'node:sqlite'
import type { FileChange, TreeChange } from '../engine.ts'
import { LARGEST_TEXT } from '../engine.ts'
import { type Numbering, readAs } from './intern.ts'

/** Which branch becomes what; the files are told apart from it, in steps. */
export type BranchChange = Pick<TreeChange, 'repository' | 'branch' | 'isMain' | 'from' | 'to'>

// Readers that have fallen further behind load everything again.
const REMEMBERED = 100_000

/** Takes a change of a branch in steps, and shows it in one. */
export class Changes {
  private readonly db: DatabaseSync
  private readonly numbering: Numbering
  private readonly open = new Set<number>()
  // No number that another run has given away: whoever still holds one may not go on with it.
  private last = Date.now() * 1000

  constructor(db: DatabaseSync, numbering: Numbering) {
    this.db = db
    this.numbering = numbering
    db.exec('DELETE FROM staged')
  }

  /** Whether a change is under way: what no file names yet may be about to be named. */
  get areOpen(): boolean {
    return this.open.size > 0
  }

  begin(): number {
    this.open.add(++this.last)
    return this.last
  }

  /** Whether the change starts at what is known. */
  isInStep({ repository, branch, from }: BranchChange): boolean {
    return from === null || this.seek(repository, branch)?.commit_id === from
  }

  /** Of these files, the ones whose contents have to be read: each content once, by the place in the list. */
  lacking(files: readonly FileChange[]): number[] {
    const asked = new Set<string>()
    return files.flatMap((file, at) => {
      const { oid, size } = file
      const key = `${oid} ${readAs(file)}`
      if (oid === null || size === null || size > LARGEST_TEXT || asked.has(key)) return []
      asked.add(key)
      return this.numbering.seekContent(oid, readAs(file)) === undefined ? [at] : []
    })
  }

  stage(change: number, files: readonly FileChange[]): void {
    this.check(change)
    const add = this.db.prepare('INSERT OR REPLACE INTO staged (change, path, content) VALUES (?, ?, ?)')
    const paths = this.numbering.paths(files.map(({ path }) => path))
    for (const [at, file] of files.entries()) add.run(change, paths[at]!, this.content(file))
  }

  // What was not learnt by now has no text.
  private content(file: FileChange): number | null {
    const { oid } = file
    if (oid === null) return null
    const language = readAs(file)
    return this.numbering.seekContent(oid, language) ?? this.numbering.addContent(oid, language, false)
  }

  /** Shows the change; false when the branch has moved meanwhile. */
  finish(change: number, branch: BranchChange): boolean {
    this.check(change)
    if (!this.isInStep(branch)) return false
    const generation = nextGeneration(this.db)
    const { id } = this.db
      .prepare(
        `INSERT INTO branches (repository, name, commit_id, is_main, changed) VALUES (?, ?, ?, ?, ?)
         ON CONFLICT (repository, name) DO UPDATE SET
           commit_id = excluded.commit_id, is_main = excluded.is_main, changed = excluded.changed RETURNING id`,
      )
      .get(branch.repository, branch.branch, branch.to, branch.isMain ? 1 : 0, generation) as { id: number }
    if (branch.isMain)
      this.db
        .prepare('UPDATE branches SET is_main = 0, changed = ? WHERE repository = ? AND id <> ? AND is_main = 1')
        .run(generation, branch.repository, id)
    this.removeFiles(change, id, branch.from === null)
    this.db
      .prepare(
        `INSERT OR IGNORE INTO files (branch, path, content)
         SELECT ?, path, content FROM staged WHERE change = ? AND content IS NOT NULL`,
      )
      .run(id, change)
    this.fasten(change)
    this.abandon(change)
    return true
  }

  /** What is named now needs no looking at. */
  private fasten(change: number): void {
    for (const kind of ['path', 'content'])
      this.db
        .prepare(
          `DELETE FROM loose WHERE kind = ? AND id IN (SELECT ${kind} FROM staged WHERE change = ? AND content IS NOT NULL)`,
        )
        .run(kind, change)
  }

  private removeFiles(change: number, branch: number, isWhole: boolean): void {
    const differs = isWhole
      ? `NOT EXISTS (SELECT 1 FROM staged s WHERE s.change = :change AND s.path = files.path AND s.content IS files.content)`
      : `path IN (SELECT path FROM staged WHERE change = :change) AND NOT EXISTS
         (SELECT 1 FROM staged s WHERE s.change = :change AND s.path = files.path AND s.content IS files.content)`
    const where = `FROM files WHERE branch = :branch AND ${differs}`
    const given = { change, branch }
    this.db.prepare(`INSERT INTO removed (branch, path) SELECT branch, path ${where}`).run(given)
    this.db.prepare(`INSERT OR IGNORE INTO loose SELECT 'path', path ${where}`).run(given)
    this.db.prepare(`INSERT OR IGNORE INTO loose SELECT 'content', content ${where}`).run(given)
    this.db.prepare(`DELETE ${where}`).run(given)
    trimRemoved(this.db)
  }

  private check(change: number): void {
    if (!this.open.has(change)) throw new Error('the change was broken off')
  }

  abandon(change: number): void {
    this.open.delete(change)
    this.db.prepare('DELETE FROM staged WHERE change = ?').run(change)
  }

  forget(repository: string, branch?: string): void {
    const generation = nextGeneration(this.db)
    const where = `FROM branches WHERE repository = ? AND (? IS NULL OR name = ?)`
    const given = [repository, branch ?? null, branch ?? null]
    this.db.prepare(`INSERT INTO removed (branch) SELECT id ${where}`).run(...given)
    this.db.prepare(`INSERT OR IGNORE INTO loose SELECT 'branch', id ${where}`).run(...given)
    this.db.prepare(`DELETE ${where}`).run(...given)
    if (generation % 1000 === 0) trimRemoved(this.db)
  }

  private seek(repository: string, branch: string): { commit_id: string } | undefined {
    const sql = 'SELECT commit_id FROM branches WHERE repository = ? AND name = ?'
    return this.db.prepare(sql).get(repository, branch) as { commit_id: string } | undefined
  }
}

/** Numbers a change, so that readers find what they do not know yet. */
export function nextGeneration(db: DatabaseSync): number {
  const sql = `UPDATE facts SET value = value + 1 WHERE name = 'generation' RETURNING value`
  return (db.prepare(sql).get() as { value: number }).value
}

function trimRemoved(db: DatabaseSync): void {
  const sql = `DELETE FROM removed WHERE id <= (SELECT max(id) FROM removed) - ?`
  db.prepare(sql).run(REMEMBERED)
}
