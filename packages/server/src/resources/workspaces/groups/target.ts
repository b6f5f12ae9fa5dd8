import { Forbidden, NotFound } from '@pail/failures'
import type { Target } from '../../../kernel/target.ts'
import { belonging } from '../target.ts'
import type { Group } from './group.ts'
import * as store from './store.ts'

/** The group in the path: to be read by owners of the workspace and by its own members, to be changed by owners. */
export const group = (grade: 'read' | 'admin'): Target<Group> => ({
  grade: 'account',
  async load(ask) {
    const { workspace, membership } = await belonging.load(ask)
    const found = await store.seek(ask.db, workspace, ask.params.group_slug ?? '')
    const isOwner = membership === 'owner'
    const isSeen = found && (isOwner || (await store.hasMember(ask.db, found, { uuid: ask.actor!.uuid })))
    if (!isSeen) throw new NotFound(`There is no group ${ask.params.group_slug} in this workspace.`)
    if (grade === 'admin' && !isOwner)
      throw new Forbidden('Forbidden', { detail: 'Only an owner of the workspace may do this.' })
    return found
  },
})
