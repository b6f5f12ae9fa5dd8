import type { Grade, Target } from '../../../kernel/target.ts'
import { repository } from '../target.ts'
import type { Environment } from './environment.ts'
import * as store from './store.ts'

/** The environment in the path, for one who may do this much with its repository. */
export const environment = (grade: Grade): Target<Environment> => {
  const owner = repository(grade)
  return {
    grade,
    load: async ask => store.find(ask.db, await owner.load(ask), ask.params.environment_uuid ?? ''),
  }
}
