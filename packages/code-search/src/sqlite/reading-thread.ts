import { workerData } from 'node:worker_threads'
import type { KnownBranch } from '../engine.ts'
import { serve } from '../threads/serve.ts'
import { FtsTexts } from './fts-texts.ts'
import { Lookout, type LookWork } from './look.ts'
import { Postings } from './postings.ts'
import { openForReading } from './schema.ts'

const db = openForReading((workerData as { file: string }).file)
const lookout = new Lookout(db)
const postings = new Postings(db)
const branches = db.prepare('SELECT name, commit_id, is_main FROM branches WHERE repository = ? ORDER BY name')

serve({
  look: (work: LookWork) => lookout.at(snapshot => lookout.judge(work, snapshot, new FtsTexts(snapshot, postings))),
  refresh: () => lookout.refresh(),
  known: (repository: string): KnownBranch[] =>
    (branches.all(repository) as { name: string; commit_id: string; is_main: number }[]).map(row => ({
      branch: row.name,
      commit: row.commit_id,
      isMain: row.is_main === 1,
    })),
})
