import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after } from 'node:test'
import type { Engine } from '../engine.ts'
import { openSearch } from '../search/search.ts'
import { engineSuite } from '../testing.ts'
import { openZoektIndex } from './index.ts'
import { hasZoekt } from './testing/programs.ts'

const folder = mkdtempSync(join(tmpdir(), 'pail-zoekt-'))
const opened: Engine[] = []
after(async () => {
  await Promise.all(opened.map(engine => engine.close()))
  rmSync(folder, { recursive: true })
})

async function open(): Promise<Engine> {
  const place = join(folder, String(opened.length))
  const index = openZoektIndex({ ledger: join(place, 'ledger.db'), shards: join(place, 'shards'), readers: 1 })
  const engine = openSearch(index, { ms: 60_000, readMs: 60_000, threads: 1 })
  opened.push(engine)
  return engine
}

if (hasZoekt()) engineSuite(open)
