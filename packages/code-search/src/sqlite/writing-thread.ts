import { workerData } from 'node:worker_threads'
import { serve } from '../threads/serve.ts'
import { Learner } from './learn.ts'
import { FTS, openForWriting } from './schema.ts'
import { writingVerbs } from './writing.ts'

const { db } = openForWriting((workerData as { file: string }).file, FTS)

serve(writingVerbs(db, numbering => new Learner(db, numbering)))
