import { Forbidden } from '@pail/failures'
import { NO_OVERRIDES } from '../repositories/overrides.ts'
import { changed, type Repository, type RepositoryInput } from '../repositories/repository.ts'
import { slugOf } from '../repositories/slug.ts'

export function refuseForking({ forkPolicy }: Repository): void {
  if (forkPolicy === 'no_forks') throw new Forbidden('This repository does not allow forks.')
}

/** A repository that begins with what another one says and holds; its settings, issues and hooks it does not take over. */
export function forkOf(
  source: Repository,
  { uuid, project, createdOn }: Pick<Repository, 'uuid' | 'project' | 'createdOn'>,
  input: RepositoryInput,
): Repository {
  return {
    ...changed(source, input, project, createdOn),
    uuid,
    workspace: project.workspace,
    slug: input.name === undefined ? source.slug : slugOf(input.name),
    parentUuid: source.uuid,
    mainBranch: null,
    size: 0,
    overrides: NO_OVERRIDES,
    createdOn,
  }
}
