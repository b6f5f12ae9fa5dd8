import type { Grade, Target } from '../../kernel/target.ts'
import type { Project } from '../projects/project.ts'
import { project } from '../projects/target.ts'
import type { Repository } from './repository.ts'
import { repository } from './target.ts'

export interface HoldingRepository {
  kind: 'repository'
  uuid: string
  repository: Repository
}
export interface HoldingProject {
  kind: 'project'
  uuid: string
  project: Project
}

/** What a setting belongs to that repositories may take from their project. */
export type Holder = HoldingRepository | HoldingProject

/** As far as rows tell it. */
export type HolderName = Pick<Holder, 'kind' | 'uuid'>

export const asHolder = (found: Repository): HoldingRepository => ({
  kind: 'repository',
  uuid: found.uuid,
  repository: found,
})

export const asProjectHolder = (found: Project): HoldingProject => ({
  kind: 'project',
  uuid: found.uuid,
  project: found,
})

/** The repository in the path, with its own settings. */
export const holdingRepository = (grade: Grade): Target<HoldingRepository> => ({
  grade,
  load: async ask => asHolder(await repository(grade).load(ask)),
})

/** The project in the path, with the settings that its repositories take from it. */
export const holdingProject = (grade: Grade): Target<HoldingProject> => ({
  grade,
  load: async ask => asProjectHolder(await project(grade).load(ask)),
})

/** The columns that say what a row belongs to. */
export const heldBy = ({ kind, uuid }: HolderName) => ({
  holder_uuid: uuid,
  repository_uuid: kind === 'repository' ? uuid : null,
  project_uuid: kind === 'project' ? uuid : null,
})
