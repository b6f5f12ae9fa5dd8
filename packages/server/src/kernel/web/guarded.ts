import { Failure } from '@pail/failures'
import { errorHeaders, statusOf } from '../answer.ts'
import { RateExceeded } from '../failure.ts'
import type { PublicPage } from '../page.ts'
import { refusalPage } from './document.ts'

/** Shows what is refused as a page too. */
export const guarded = (page: PublicPage): PublicPage => ({
  ...page,
  answer: async (request, params, forge) => {
    try {
      return await page.answer(request, params, forge)
    } catch (failure) {
      if (failure instanceof Failure) return refused(failure)
      forge.log.error({ err: failure, page: page.path }, 'page failed')
      return refusalPage('This does not work', 'Something went wrong.', 500)
    }
  },
})

function refused(failure: Failure): Response {
  const page = refusalPage('This does not work', failure.message, statusOf(failure))
  // With how long to wait. Those of other refusals are for programs.
  if (failure instanceof RateExceeded)
    for (const [name, value] of Object.entries(errorHeaders(failure))) page.headers.set(name, value)
  return page
}
