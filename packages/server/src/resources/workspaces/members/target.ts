import { Forbidden } from '@pail/failures'
import type { Target } from '../../../kernel/target.ts'
import { belonging } from '../target.ts'
import type { Member } from './member.ts'
import * as store from './store.ts'

/** The member in the path, for an owner of the workspace and for that person. */
export const ownMember: Target<Member> = {
  grade: 'account',
  async load(ask) {
    const { workspace, membership } = await belonging.load(ask)
    const member = await store.find(ask.db, workspace, ask.params.member ?? '')
    if (membership !== 'owner' && member.user.uuid !== ask.actor?.uuid)
      throw new Forbidden('Forbidden', { detail: 'Only an owner of the workspace may do this.' })
    return member
  },
}
