import type { User } from '../users/user.ts'

/** Somebody who is asked to review every new pull request of a repository, and where that was said. */
export interface DefaultReviewer {
  user: User
  from: 'repository' | 'project'
}
