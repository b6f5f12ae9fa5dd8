import type { Forge } from '../../kernel/forge.ts'
import type { Holder } from '../repositories/holder.ts'
import type { BranchingModel } from './branching-model.ts'
import { changed, type ModelInput } from './change.ts'
import { branchesOf, type IsThere } from './effective.ts'
import * as store from './store.ts'

/** What a repository or project itself says of its branches. */
export interface Settings {
  on: Holder
  model: BranchingModel
  isThere: IsThere
}

export async function settingsOf(forge: Forge, on: Holder): Promise<Settings> {
  return { on, model: await store.find(forge.database.reader, on), isThere: await look(forge, on) }
}

export async function changeSettings(forge: Forge, on: Holder, input: ModelInput): Promise<Settings> {
  const isThere = await look(forge, on)
  const model = await forge.database.transact(async tx =>
    store.save(tx, on, changed(await store.find(tx, on), input, isThere)),
  )
  return { on, model, isThere }
}

/** Of a project nobody knows what branches its repositories have. */
const look = async ({ git }: Forge, on: Holder): Promise<IsThere> =>
  on.kind === 'repository' ? branchesOf(git, on) : () => true
