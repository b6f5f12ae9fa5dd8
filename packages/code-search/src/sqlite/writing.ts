import type { DatabaseSync } from 'node:sqlite'
import type { FileChange } from '../engine.ts'
import { type BranchChange, Changes } from './change.ts'
import { Numbering } from './intern.ts'
import type { Lesson } from './learn.ts'
import { tidy } from './tidy.ts'

/** What an index keeps of contents. */
export interface Keeper {
  learn(lessons: readonly Lesson[]): void
  unlearn(content: number): void
}

/** What whoever writes can be asked to do with branches, paths and files. */
export function writingVerbs(db: DatabaseSync, keeperOf: (numbering: Numbering) => Keeper) {
  const numbering = new Numbering(db)
  const changes = new Changes(db, numbering)
  const keeper = keeperOf(numbering)
  return {
    open: () => undefined,
    begin: (branch: BranchChange) => (changes.isInStep(branch) ? changes.begin() : undefined),
    lacking: (files: readonly FileChange[]) => changes.lacking(files),
    learn: (lessons: readonly Lesson[]) => atOnce(db, () => keeper.learn(lessons)),
    stage: ({ change, files }: { change: number; files: readonly FileChange[] }) =>
      atOnce(db, () => changes.stage(change, files)),
    finish: ({ change, branch }: { change: number; branch: BranchChange }) =>
      atOnce(db, () => changes.finish(change, branch)),
    abandon: (change: number) => changes.abandon(change),
    forget: ({ repository, branch }: { repository: string; branch?: string }) =>
      atOnce(db, () => changes.forget(repository, branch)),
    /** Whether there is more to tidy, and time for it. */
    tidy: () => !changes.areOpen && (atOnce(db, () => tidy(db, content => keeper.unlearn(content))) || shrink(db)),
  }
}

/** Moves all into the one file, as far as nobody reads what was before. */
function shrink(db: DatabaseSync): boolean {
  db.exec('PRAGMA wal_checkpoint(TRUNCATE)')
  return false
}

export function atOnce<T>(db: DatabaseSync, work: () => T): T {
  db.exec('BEGIN IMMEDIATE')
  try {
    const done = work()
    db.exec('COMMIT')
    return done
  } catch (error) {
    if (db.isTransaction) db.exec('ROLLBACK')
    throw error
  }
}
