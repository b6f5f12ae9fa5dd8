import { view } from '../../../kernel/view.ts'
import type { Repository } from '../../repositories/repository.ts'
import { repositoryView } from '../../repositories/view.ts'
import { marked } from '../marks.ts'
import type { Marked } from '../page.ts'

export const foundRepositoryView = view<Marked<Repository>>(
  'found_repository',
  { ...repositoryView.members, ...marked() },
  'repository',
)
