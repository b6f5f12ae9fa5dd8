import { authenticate } from '../../auth/authenticate.ts'
import type { PublicPage } from '../../kernel/page.ts'
import { showPicture } from '../users/avatar/show.ts'
import { project } from './target.ts'

/** The picture of a project, for whoever may see the project. */
export const pages: readonly PublicPage[] = [
  {
    path: '/account/user/:workspace/projects/:project_key/avatar/:size',
    async answer(request, params, { database: { reader: db } }) {
      const actor = await authenticate(db, request.headers.get('authorization') ?? undefined).catch(() => undefined)
      return showPicture(
        request,
        await project('read')
          .load({ db, actor, params })
          .catch(() => undefined),
      )
    },
  },
]
