import { randomUUID } from 'node:crypto'
import { Invalid, invalid } from '@pail/failures'
import type { Db } from '../../db/tables/index.ts'
import { now } from '../../kernel/clock.ts'
import { publish } from '../../kernel/events.ts'
import { asAvatar } from '../users/avatar/avatar.ts'
import { retireAll } from '../workspaces/access-tokens/retire.ts'
import type { Workspace } from '../workspaces/workspace.ts'
import { changed, newProject, type Project, type ProjectInput, refuseHiding } from './project.ts'
import * as store from './store.ts'
import type { ProjectBody } from './view.ts'

export interface NewProject extends ProjectBody {
  key: string
  name: string
}

export function makeProject(db: Db, workspace: Workspace, body: NewProject): Promise<Project> {
  const { key, name } = body
  const input = { ...inputOf(body), key, name }
  return store.create(db, newProject({ uuid: randomUUID(), workspace, createdOn: now() }, input))
}

/** Makes what a path names, where the body need not repeat the key. */
export function makeProjectAt(db: Db, workspace: Workspace, key: string, body: ProjectBody): Promise<Project> {
  if (body.name === undefined) throw new Invalid('Bad request', { fields: { name: 'required key not provided' } })
  if (body.key !== undefined && body.key.toUpperCase() !== key.toUpperCase())
    throw invalid('key', 'not the one in the address')
  return makeProject(db, workspace, { ...body, key, name: body.name })
}

/** What a new workspace has, so that a repository can be made before anybody thinks of projects. */
export const makeFirstProject = (db: Db, workspace: Workspace): Promise<Project> =>
  makeProject(db, workspace, { key: 'PROJ', name: 'Untitled project' })

export async function changeProject(
  tx: Db,
  actor: { uuid: string },
  project: Project,
  body: ProjectBody,
): Promise<Project> {
  const after = changed(project, inputOf(body), now())
  refuseHiding(project, after, (await store.withPublicRepositories(tx, [project.uuid])).has(project.uuid))
  await store.save(tx, after)
  await publish(tx, 'project:updated', {
    project: project.uuid,
    actor: actor.uuid,
    changes: differences(project, after),
  })
  return after
}

const OWN_AVATAR = /^https?:\/\/[^/]+\/account\/user\/[^/]+\/projects\/[^/]+\/avatar\//

/** Clients send back what they were shown, so the address of the present avatar stands for itself. */
function inputOf({ links, ...input }: ProjectBody): ProjectInput {
  const href = links?.avatar.href
  return href === undefined || OWN_AVATAR.test(href) ? input : { ...input, avatar: asAvatar(href) }
}

const TOLD = ['key', 'name', 'description', 'isPrivate'] as const
const NAMES = { key: 'key', name: 'name', description: 'description', isPrivate: 'is_private' } as const

const differences = (before: Project, after: Project) =>
  Object.fromEntries(
    TOLD.filter(name => before[name] !== after[name]).map(name => [
      NAMES[name],
      { old: before[name], new: after[name] },
    ]),
  )

/** Only an empty one goes, and its access tokens with it. */
export async function removeProject(tx: Db, project: Project): Promise<void> {
  await retireAll(tx, 'project', project)
  await store.remove(tx, project)
}
