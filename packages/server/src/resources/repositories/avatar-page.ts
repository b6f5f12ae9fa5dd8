import { authenticate } from '../../auth/authenticate.ts'
import type { PublicPage } from '../../kernel/page.ts'
import { showPicture } from '../users/avatar/show.ts'
import { repository } from './target.ts'

/** The picture of a repository, for whoever may see the repository; it has none of its own. */
export const pages: readonly PublicPage[] = [
  {
    path: '/ravatar/:repository',
    async answer(request, params, { database: { reader: db } }) {
      const actor = await authenticate(db, request.headers.get('authorization') ?? undefined).catch(() => undefined)
      const named = { workspace: '{}', repo_slug: params.repository ?? '' }
      const found = repository('read').load({ db, actor, params: named })
      return showPicture(
        request,
        await found.then(({ uuid, name }) => ({ uuid, name, avatar: null })).catch(() => undefined),
      )
    },
  },
]
