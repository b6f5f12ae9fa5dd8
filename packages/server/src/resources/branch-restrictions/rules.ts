import type { Db } from '../../db/tables/index.ts'
import type { Forge } from '../../kernel/forge.ts'
import { typesOf } from '../branching-model/branching-model.ts'
import { branchesOf, effectiveModel, type IsThere } from '../branching-model/effective.ts'
import type { Repository } from '../repositories/repository.ts'
import { listEffective } from './effective.ts'
import { concerns, type Restriction } from './restriction.ts'

/**
 * The restrictions that hold for a branch of a repository, be it there or not: the repository's own and its project's.
 * `isThere` tells which branches there are, for which a project's model has the main branch stand in; without it all
 * that the model names are believed to be there.
 */
export async function rulesFor(
  db: Db,
  repository: Repository,
  branch: string,
  isThere: IsThere = () => true,
): Promise<readonly Restriction[]> {
  return (await rulesForAll(db, repository, [branch], async () => isThere)).get(branch)!
}

/** The same with the branches read from Git; not for within a transaction. */
export async function rulesAt(
  { database, git }: Pick<Forge, 'database' | 'git'>,
  repository: Repository,
  branch: string,
): Promise<readonly Restriction[]> {
  return (await rulesForAll(database.reader, repository, [branch], () => branchesOf(git, repository))).get(branch)!
}

/** The same for several branches at once; Git is asked only where a branch matters to it. */
export async function rulesForAll(
  db: Db,
  repository: Repository,
  branches: readonly string[],
  look: () => Promise<IsThere>,
): Promise<Map<string, readonly Restriction[]>> {
  const all = await listEffective(db, repository)
  const byModel = all.some(({ match }) => match.by === 'branching_model')
  const model = byModel ? await effectiveModel(db, repository, look) : undefined
  const rulesOf = (name: string) => {
    const branch = { name, types: model ? typesOf(model, repository.mainBranch, name) : [] }
    return all.filter(restriction => concerns(restriction, branch))
  }
  return new Map(branches.map(name => [name, all.length === 0 ? [] : rulesOf(name)]))
}
