import { workerData } from 'node:worker_threads'
import { serve } from '../threads/serve.ts'
import { FtsTexts } from './fts-texts.ts'
import { Lookout, type LookWork } from './look.ts'
import { Postings } from './postings.ts'
import { readingVerbs } from './reading.ts'
import { openForReading } from './schema.ts'

const db = openForReading((workerData as { file: string }).file)
const lookout = new Lookout(db)
const postings = new Postings(db)

serve({
  ...readingVerbs(db, lookout),
  look: (work: LookWork) => lookout.at(snapshot => lookout.judge(work, snapshot, new FtsTexts(snapshot, postings))),
})
