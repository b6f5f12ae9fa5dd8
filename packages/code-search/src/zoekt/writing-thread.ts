import { workerData } from 'node:worker_threads'
import { openForWriting } from '../sqlite/schema.ts'
import { atOnce, writingVerbs } from '../sqlite/writing.ts'
import { serve } from '../threads/serve.ts'
import { DocumentKeeper } from './keep.ts'
import { Layers, type Plan, type Shard } from './layers.ts'
import { LEDGER } from './ledger.ts'

const { db } = openForWriting((workerData as { file: string }).file, LEDGER)
const layers = new Layers(db)
atOnce(db, () => layers.scatter(layers.unfinished()))

serve({
  ...writingVerbs(db, numbering => new DocumentKeeper(db, numbering)),
  gather: (least: number) => atOnce(db, () => layers.gather(least)),
  merge: () => atOnce(db, () => layers.merge()),
  ready: (done: { plan: Plan; shard: Shard }) => atOnce(db, () => layers.ready(done)),
  scatter: (ids: readonly number[]) => atOnce(db, () => layers.scatter(ids)),
  clear: () => atOnce(db, () => layers.clear()),
  shards: () => layers.shards(),
})
