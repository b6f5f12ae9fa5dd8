import { stateOf } from '../../resources/search/code/upkeep/state.ts'
import type { Check } from './check.ts'

/** What the search index lacks is no loss: it is built from the repositories. */
export const searchIndex: Check = {
  name: 'search index',
  async look({ config, database, say }) {
    if (!config.search) return []
    const { repositories, indexed, failing, lastError } = await stateOf(database.reader)
    say(`${indexed} of ${repositories} repositories are indexed`)
    if (failing === 0) return []
    return [
      {
        about: `the code of ${failing} repositories cannot be searched as it is now: ${lastError}`,
        mend: 'take away the cause; it is tried again by itself, and at once by pail search reindex',
      },
    ]
  },
}
