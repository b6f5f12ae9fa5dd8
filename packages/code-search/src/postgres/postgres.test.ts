import { after } from 'node:test'
import { openSearch } from '../search/search.ts'
import { engineSuite } from '../testing.ts'
import { openPostgresIndex } from './open.ts'
import { newDatabase } from './testing/new-database.ts'

const engines: { close(): Promise<void> }[] = []
after(() => Promise.all(engines.map(engine => engine.close())))

engineSuite(async () => {
  const engine = openSearch(openPostgresIndex(await newDatabase()), { readMs: 60_000, ms: 60_000 })
  engines.push(engine)
  return engine
})
