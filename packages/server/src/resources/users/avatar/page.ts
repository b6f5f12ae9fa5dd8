import type { PublicPage } from '../../../kernel/page.ts'
import { uuidIn } from '../../../kernel/target.ts'
import * as store from '../store.ts'
import { showPicture } from './show.ts'

const answer: PublicPage['answer'] = async (request, { user = '' }, { database }) => {
  const uuid = uuidIn(user)
  const found = uuid === undefined ? undefined : await store.seekAccount(database.reader, uuid)
  const isSeen = found && found.status !== 'deleted'
  return showPicture(request, isSeen ? { uuid: found.uuid, name: found.displayName, avatar: found.avatar } : undefined)
}

/** The face of an account; older clients name a size after it. */
export const pages: readonly PublicPage[] = [
  { path: '/account/:user/avatar', answer },
  { path: '/account/:user/avatar/:size', answer },
]
