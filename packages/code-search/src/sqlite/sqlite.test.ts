import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after } from 'node:test'
import type { Engine } from '../engine.ts'
import { openSearch } from '../search/search.ts'
import { engineSuite } from '../testing.ts'
import { openSqlite } from './index.ts'

const folder = mkdtempSync(join(tmpdir(), 'pail-search-'))
const opened: Engine[] = []
after(async () => {
  await Promise.all(opened.map(engine => engine.close()))
  rmSync(folder, { recursive: true })
})

engineSuite(async () => {
  const index = openSqlite(join(folder, `${opened.length}.db`), { readers: 1 })
  const engine = openSearch(index, { ms: 60_000, readMs: 60_000, threads: 1 })
  opened.push(engine)
  return engine
})
