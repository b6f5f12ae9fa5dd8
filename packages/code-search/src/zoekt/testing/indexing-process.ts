import { openSearch } from '../../search/search.ts'
import { World } from '../../testing.ts'
import { openZoektIndex } from '../index.ts'

// Run by a test, with the options of the index: it is killed while it indexes.
const world = new World(openSearch(openZoektIndex(JSON.parse(process.argv[2]!))))
await world.push('unfinished', { 'a.ts': 'gamma once more\n', 'b.ts': 'left alone\n' })
process.exit(0)
