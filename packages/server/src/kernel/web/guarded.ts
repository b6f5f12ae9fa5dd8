import { Failure } from '@pail/failures'
import { statusOf } from '../answer.ts'
import type { PublicPage } from '../page.ts'
import { refusalPage } from './document.ts'

/** Shows what is refused as a page too. */
export const guarded = (page: PublicPage): PublicPage => ({
  ...page,
  answer: async (request, params, forge) => {
    try {
      return await page.answer(request, params, forge)
    } catch (failure) {
      if (failure instanceof Failure) return refusalPage('This does not work', failure.message, statusOf(failure))
      forge.log.error({ err: failure, page: page.path }, 'page failed')
      return refusalPage('This does not work', 'Something went wrong.', 500)
    }
  },
})
