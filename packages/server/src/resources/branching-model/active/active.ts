import type { Forge } from '../../../kernel/forge.ts'
import { names, shown } from '../../refs/listing.ts'
import type { Ref } from '../../refs/ref.ts'
import type { Repository } from '../../repositories/repository.ts'
import { type BranchingModel, type Designated, nameOf } from '../branching-model.ts'
import { branchesOf, effectiveModel } from '../effective.ts'
import * as store from '../store.ts'

/** A branch that has a part of its own, and what it holds if it is there. */
export interface ActiveBranch extends Designated {
  branch: Ref | undefined
}

/** A branching model together with the branches that it is about. */
export interface Active {
  repository: Repository
  model: BranchingModel
  development: ActiveBranch
  production: ActiveBranch | undefined
}

interface Asked {
  repository: Repository
  signal: AbortSignal
}

/** What the repository itself says. */
export const ownModel = async (forge: Forge, { repository, signal }: Asked): Promise<Active> =>
  active(
    forge,
    { repository, signal },
    await store.find(forge.database.reader, { kind: 'repository', uuid: repository.uuid }),
  )

/** What holds, be it said by the repository or by its project. */
export const holdingModel = async (forge: Forge, { repository, signal }: Asked): Promise<Active> => {
  const look = () => branchesOf(forge.git, repository)
  return active(forge, { repository, signal }, await effectiveModel(forge.database.reader, repository, look))
}

async function active(forge: Forge, { repository, signal }: Asked, model: BranchingModel): Promise<Active> {
  const { mainBranch } = repository
  const designated = (branch: Designated) => ({ usesMain: branch.usesMain, name: nameOf(branch, mainBranch) })
  const development = designated(model.development)
  const production = model.production.enabled ? designated(model.production) : undefined
  const place = { forge, repository, signal }
  const there = (await names(place, 'branch')).filter(
    ({ name }) => name === development.name || name === production?.name,
  )
  const refs = await shown(place, there)
  const found = (name: string | null) => refs.find(ref => ref.name === name)
  return {
    repository,
    model,
    development: { ...development, branch: found(development.name) },
    production: production && { ...production, branch: found(production.name) },
  }
}
