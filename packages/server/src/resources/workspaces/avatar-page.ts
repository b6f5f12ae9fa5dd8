import { authenticate } from '../../auth/authenticate.ts'
import type { PublicPage } from '../../kernel/page.ts'
import { showPicture } from '../users/avatar/show.ts'
import { workspace } from './target.ts'

/** The picture of a workspace, for whoever may know of it. */
export const pages: readonly PublicPage[] = [
  {
    path: '/workspaces/:workspace/avatar',
    async answer(request, params, { database: { reader: db } }) {
      const actor = await authenticate(db, request.headers.get('authorization') ?? undefined).catch(() => undefined)
      const found = workspace('read').load({ db, actor, params })
      return showPicture(request, await found.catch(() => undefined))
    },
  },
]
