import { invalid, NotFound } from '@pail/failures'
import type { Db } from '../../db/tables/index.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { Project } from '../projects/project.ts'
import { project } from '../projects/target.ts'
import { reach } from '../repositories/reach.ts'
import type { Repository } from '../repositories/repository.ts'
import { HIDDEN } from '../repositories/target.ts'
import * as workspaces from '../workspaces/store.ts'
import type { Workspace } from '../workspaces/workspace.ts'

/** Where it is looked, as an address may say it; what the caller may not see is not there. */
export interface Within {
  workspace?: string | undefined
  project?: string | undefined
  repository?: string | undefined
}

/** The narrowest of the places that were named. */
export interface Place {
  workspace?: Workspace
  project?: Project
  repository?: Repository
}

export async function placeOf(db: Db, actor: Actor, within: Within): Promise<Place> {
  if (within.repository !== undefined) return { repository: await findRepository(db, actor, within.repository) }
  if (within.workspace === undefined && within.project === undefined) return {}
  if (within.workspace === undefined) throw invalid('project', 'its workspace has to be named as well')
  const workspace = await findWorkspace(db, actor, within.workspace)
  if (within.project === undefined) return { workspace }
  const params = { workspace: workspace.uuid, project_key: within.project }
  return { project: await project('read').load({ db, actor, params }) }
}

export async function findWorkspace(db: Db, actor: Actor, id: string): Promise<Workspace> {
  const entered = await workspaces.enter(db, id, actor?.uuid ?? '')
  if (entered && (!entered.workspace.isPrivate || entered.membership !== null || actor?.isAdmin))
    return entered.workspace
  throw new NotFound(`No workspace with identifier '${id}'.`)
}

/** By its full name, of slugs or uuids. */
export async function findRepository(db: Db, actor: Actor, fullName: string): Promise<Repository> {
  const found = await seekRepository(db, actor, fullName)
  if (!found) throw new NotFound(HIDDEN)
  return found
}

export async function seekRepository(db: Db, actor: Actor, fullName: string): Promise<Repository | undefined> {
  const [workspace = '', slug = '', ...more] = fullName.split('/')
  const reached = more.length === 0 ? await reach(db, workspace, slug, actor) : undefined
  return reached && reached.rank > 0 ? reached.repository : undefined
}
