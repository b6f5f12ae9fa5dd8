import { workerData } from 'node:worker_threads'
import { Lookout } from '../sqlite/look.ts'
import { readingVerbs } from '../sqlite/reading.ts'
import { openForReading } from '../sqlite/schema.ts'
import { serve } from '../threads/serve.ts'
import { ZoektLookout } from './look.ts'

const db = openForReading((workerData as { file: string }).file)
const lookout = new Lookout(db)
const zoekt = new ZoektLookout(db, lookout)

serve({ ...readingVerbs(db, lookout), look: zoekt.look })
