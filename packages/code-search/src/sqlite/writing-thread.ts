import { workerData } from 'node:worker_threads'
import type { FileChange } from '../engine.ts'
import { serve } from '../threads/serve.ts'
import { type BranchChange, Changes } from './change.ts'
import { Numbering } from './intern.ts'
import { Learner, type Lesson } from './learn.ts'
import { FTS, openForWriting } from './schema.ts'
import { tidy } from './tidy.ts'

const { db } = openForWriting((workerData as { file: string }).file, FTS)
const numbering = new Numbering(db)
const changes = new Changes(db, numbering)
const learner = new Learner(db, numbering)

serve({
  open: () => undefined,
  begin: (branch: BranchChange) => (changes.isInStep(branch) ? changes.begin() : undefined),
  lacking: (files: readonly FileChange[]) => changes.lacking(files),
  learn: (lessons: readonly Lesson[]) => atOnce(() => learner.learn(lessons)),
  stage: ({ change, files }: { change: number; files: readonly FileChange[] }) =>
    atOnce(() => changes.stage(change, files)),
  finish: ({ change, branch }: { change: number; branch: BranchChange }) =>
    atOnce(() => changes.finish(change, branch)),
  abandon: (change: number) => changes.abandon(change),
  forget: ({ repository, branch }: { repository: string; branch?: string }) =>
    atOnce(() => changes.forget(repository, branch)),
  /** Whether there is more to tidy, and time for it. */
  tidy: () => !changes.areOpen && (atOnce(() => tidy(db, content => learner.unlearn(content))) || shrink()),
})

/** Moves all into the one file, as far as nobody reads what was before. */
function shrink(): boolean {
  db.exec('PRAGMA wal_checkpoint(TRUNCATE)')
  return false
}

function atOnce<T>(work: () => T): T {
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
