import type { Target } from '../../../kernel/target.ts'
import type { Opened } from '../../projects/deploy-keys/deploy-key.ts'
import type { Repository } from '../repository.ts'
import { repository } from '../target.ts'

export type OpenedRepository = Opened & { repository: Repository }

/** The repository in the path as something that keys open, for its administrators. */
export const openedRepository: Target<OpenedRepository> = {
  grade: 'admin',
  async load(ask) {
    const found = await repository('admin').load(ask)
    return { kind: 'repository', uuid: found.uuid, repository: found }
  },
}
