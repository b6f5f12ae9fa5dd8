import { NotFound } from '@pail/failures'
import type { Grade, Target } from '../../kernel/target.ts'
import { type Holder, holdingProject, holdingRepository } from '../repositories/holder.ts'
import * as users from '../users/store.ts'
import type { User } from '../users/user.ts'

/** What reviewers are named for, and the account that the path names. */
export interface Reviewing {
  on: Holder
  user: User
}

/** The repository and the account in the path. */
export const reviewingRepository = (grade: Grade) => reviewing(holdingRepository(grade), 'target_username')

/** The project and the account in the path. */
export const reviewingProject = (grade: Grade) => reviewing(holdingProject(grade), 'selected_user')

const reviewing = (target: Target<Holder>, parameter: string): Target<Reviewing> => ({
  ...target,
  async load(ask) {
    const on = await target.load(ask)
    const id = ask.params[parameter] ?? ''
    const user = await users.seekAccount(ask.db, id)
    if (!user) throw new NotFound(`${id.slice(0, 100)} is not a user.`)
    return { on, user }
  },
})
