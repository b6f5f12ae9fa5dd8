import { choice, embed, view } from '../../kernel/view.ts'
import { userView } from '../users/view.ts'
import type { DefaultReviewer } from './default-reviewer.ts'

export const defaultReviewerView = view<DefaultReviewer>('default_reviewer', {
  user: embed(
    () => userView,
    r => r.user,
  ),
  reviewer_type: choice(['repository', 'project'], r => r.from),
})
