import { callerAddress } from '../../../kernel/caller-address.ts'
import type { PublicPage } from '../../../kernel/page.ts'
import { identityOf } from '../../../kernel/rate/identity.ts'
import { spend } from '../../../kernel/rate/spend.ts'
import { guarded } from '../../../kernel/web/guarded.ts'
import { inSession } from './deed.ts'
import { signedIn } from './signed-in.ts'

/** A page for people whose calls count: as those of who has signed in, or else of the address that they come from. */
export const counted = (page: PublicPage): PublicPage =>
  guarded({
    ...page,
    answer: async (request, params, forge) => {
      if (forge.config.rateLimits) {
        const who = await signedIn(forge, request)
        const actor = who && inSession(who.user)
        await spend(forge, actor ? 'other' : 'anonymous', identityOf(actor, callerAddress(request)))
      }
      return page.answer(request, params, forge)
    },
  })
