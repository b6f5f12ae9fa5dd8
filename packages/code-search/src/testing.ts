import type { Engine } from './engine.ts'
import { changeFacts } from './testing/change-facts.ts'
import { contentFacts } from './testing/content-facts.ts'
import { queryFacts } from './testing/query-facts.ts'
import { randomFacts } from './testing/random-facts.ts'
import { scopeFacts } from './testing/scope-facts.ts'

export { expected } from './testing/oracle.ts'
export { World } from './testing/world.ts'
export { hasZoekt } from './zoekt/testing/programs.ts'

/** What every engine does, whatever it keeps its index in. Each group of facts is given an engine that knows nothing, and leaves it open. */
export function engineSuite(open: () => Promise<Engine>): void {
  for (const facts of [scopeFacts, queryFacts, contentFacts, changeFacts, randomFacts]) facts(open)
}
