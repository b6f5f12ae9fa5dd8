import { randomUUID } from 'node:crypto'
import { Forbidden, invalid } from '@pail/failures'
import { neededFor } from '../../auth/permissions.ts'
import type { Db } from '../../db/tables/index.ts'
import type { Known } from '../../kernel/actor.ts'
import { now } from '../../kernel/clock.ts'
import { publish } from '../../kernel/events.ts'
import type { Forge } from '../../kernel/forge.ts'
import type { Project } from '../projects/project.ts'
import * as projects from '../projects/store.ts'
import { rankOn } from '../projects/target.ts'
import type { Workspace } from '../workspaces/workspace.ts'
import { refuseDisclosure } from './disclosure.ts'
import { addDefaultEnvironments } from './environments/store.ts'
import { asBranchRef } from './main-branch.ts'
import { newRepository, type Repository, type RepositoryInput, refuseVisibility } from './repository.ts'
import { asRepositorySlug } from './slug.ts'
import * as store from './store.ts'
import type { RepositoryBody } from './view.ts'

const DEFAULT_BRANCH = 'main'

/** The project that the body names, or the oldest one; the caller must be let to create repositories in it. */
export async function projectFor(db: Db, workspace: Workspace, actor: Known, body: RepositoryBody): Promise<Project> {
  const named = body.project?.key ?? body.project?.uuid
  const project = named === undefined ? await projects.oldest(db, workspace) : await projects.seek(db, workspace, named)
  if (!project || (named !== undefined && (await rankOn(db, project, actor)) === 0)) {
    throw unknownProject(named === undefined ? 'This workspace has no project yet.' : `Project ${named} not found.`)
  }
  if ((await rankOn(db, project, actor)) < neededFor('create-repo'))
    throw new Forbidden('You do not have permission to create repositories in this project.')
  return project
}

export async function makeRepository(
  forge: Forge,
  actor: Known,
  workspace: Workspace,
  slug: string,
  body: RepositoryBody,
): Promise<Repository> {
  const { database, git } = forge
  const project = await projectFor(database.reader, workspace, actor, body)
  const repository = newRepository(
    { uuid: randomUUID(), slug: asRepositorySlug(slug), project, createdOn: now() },
    inputOf(body),
  )
  const defaultBranch = body.mainbranch?.name ?? DEFAULT_BRANCH
  asBranchRef(defaultBranch)
  return establish(forge, repository, {
    lay: () => git.create(repository.uuid, { defaultBranch }).then(() => null),
    announce: tx => publish(tx, 'repo:created', { repository: repository.uuid, actor: actor.uuid }),
  })
}

interface Founding {
  /** Puts the repository on the git node, and answers its main branch if it has one. */
  lay(): Promise<string | null>
  announce(tx: Db): Promise<void>
}

/** Git's part comes first: a row without a repository on disk would be a lie, a repository without a row is swept away. */
export async function establish(forge: Forge, planned: Repository, { lay, announce }: Founding): Promise<Repository> {
  const { database, git, log } = forge
  if (await store.has(database.reader, planned.workspace, planned.slug)) throw store.taken()
  try {
    const repository = { ...planned, mainBranch: await lay() }
    await database.transact(async tx => {
      await record(tx, repository)
      await announce(tx)
    })
    return repository
  } catch (error) {
    await git.remove(planned.uuid).catch(left => log.warn({ err: left, storage: planned.uuid }, 'left behind'))
    throw error
  }
}

async function record(tx: Db, repository: Repository): Promise<void> {
  await refuseMisfit(tx, repository)
  await refuseDisclosure(tx, repository)
  await store.create(tx, repository)
  await store.grantDefaults(tx, repository)
  await addDefaultEnvironments(tx, repository)
}

/** Between looking and writing the project may have gone or become private. */
export async function refuseMisfit(tx: Db, { workspace, project, isPrivate }: Repository): Promise<void> {
  const present = await projects.seek(tx, workspace, project.uuid)
  if (!present) throw unknownProject(`Project ${project.key} not found.`)
  refuseVisibility(isPrivate, present)
}

const unknownProject = (complaint: string) => invalid('project', complaint)

/** What the body says of the repository itself. */
export const inputOf = ({ project: _, mainbranch: __, ...input }: RepositoryBody): RepositoryInput =>
  input as RepositoryInput
