import type { GitNode } from '@pail/git-node'
import type { Db } from '../../db/tables/index.ts'
import type { Repository } from '../repositories/repository.ts'
import { type BranchingModel, inherited, namesBranches } from './branching-model.ts'
import * as store from './store.ts'

const BRANCH = 'refs/heads/'

/** Whether a repository has a branch of this name. */
export type IsThere = (branch: string) => boolean

/** The model that holds in a repository: its own, or its project's with the main branch for branches that it lacks. */
export async function effectiveModel(
  db: Db,
  repository: Repository,
  look: () => Promise<IsThere>,
): Promise<BranchingModel> {
  const model = await modelOf(db, repository)
  return !repository.overrides.branchingModel && namesBranches(model) ? inherited(model, await look()) : model
}

/** Whether a branch goes, unless its pull request says otherwise, when it was merged. */
export async function deletesBranches(db: Db, repository: Repository): Promise<boolean> {
  return (await modelOf(db, repository)).deletesBranches
}

const modelOf = (db: Db, { uuid, project, overrides }: Repository): Promise<BranchingModel> =>
  store.find(db, overrides.branchingModel ? { kind: 'repository', uuid } : { kind: 'project', uuid: project.uuid })

/** What branches a repository has now. */
export async function branchesOf(git: Pick<GitNode, 'refs'>, { uuid }: { uuid: string }): Promise<IsThere> {
  const { refs } = await git.refs(uuid)
  return branch => refs.some(({ name }) => name === BRANCH + branch)
}
