import type { Known } from '../../../kernel/actor.ts'
import type { Forge } from '../../../kernel/forge.ts'
import { enqueue } from '../../../kernel/jobs.ts'
import type { Way } from '../../branch-restrictions/permits.ts'
import { maintain } from '../../repositories/jobs.ts'
import { followMainBranch } from '../../repositories/main-branch.ts'
import type { Repository } from '../../repositories/repository.ts'
import { restricted } from './branch-rules.ts'
import { settleIntent, writeIntent } from './intents.ts'
import { refusals } from './policy.ts'
import type { LandingRules } from './rules.ts'

/** Who changes the refs of which repository. */
export interface Who {
  repository: Repository
  actor: Known
  /**
   * By the merge of a pull request, for which restrictions have a kind of their own, or by the queue on branches that
   * are the server's, which none concern; else by a push.
   */
  through?: Way | 'queue'
}

/** A repository rests this long after a change before it is tidied. */
const REST_SECONDS = 30

/** Policy, intent and what follows from a change, for pushes and the API alike. */
export function repositoryRules(forge: Forge, who: Who): LandingRules {
  const { repository, actor } = who
  const push = { repository: repository.uuid, actor: actor.uuid }
  return {
    admit: async (updates, facts) => [...refusals(updates, facts), ...(await restricted(forge, who, updates))],
    intend: updates => writeIntent(forge, push, updates),
    async settle(intent, results) {
      const done = results.filter(({ reason }) => reason === undefined)
      await forge.database.transact(async tx => {
        await settleIntent(tx, intent, push, done)
        if (done.length > 0)
          await enqueue(tx, maintain, { repository: repository.uuid }, { after: REST_SECONDS, key: repository.uuid })
      })
      if (repository.mainBranch === null && done.length > 0) await followMainBranch(forge, repository.uuid)
    },
  }
}
