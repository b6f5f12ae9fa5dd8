import { Forbidden } from '@pail/failures'
import type { Known } from '../../../kernel/actor.ts'
import type { Target } from '../../../kernel/target.ts'
import { hasExplicitAccess } from '../../repositories/explicit.ts'
import type { Repository } from '../../repositories/repository.ts'
import { repository } from '../../repositories/target.ts'

/** The repository in the path, for those who were given access to it: that everybody may read it is not enough. */
export const ownRepository: Target<Repository> = {
  grade: 'account',
  async load(ask) {
    const found = await repository('read').load(ask)
    if (await hasExplicitAccess(ask.db, found, ask.actor as Known)) return found
    throw new Forbidden('Access denied. You must have explicit access to this repository to approve its commits.')
  },
}
