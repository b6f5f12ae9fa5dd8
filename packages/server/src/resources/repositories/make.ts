import { randomUUID } from 'node:crypto'
import { Forbidden, Invalid } from '@pail/failures'
import { neededFor } from '../../auth/permissions.ts'
import type { Db } from '../../db/tables/index.ts'
import type { Known } from '../../kernel/actor.ts'
import { now } from '../../kernel/clock.ts'
import { publish } from '../../kernel/events.ts'
import type { Forge } from '../../kernel/forge.ts'
import { enqueue } from '../../kernel/jobs.ts'
import type { Project } from '../projects/project.ts'
import * as projects from '../projects/store.ts'
import { rankOn } from '../projects/target.ts'
import type { Workspace } from '../workspaces/workspace.ts'
import { addDefaultEnvironments } from './environments/store.ts'
import { removeStorage } from './jobs.ts'
import { asBranchRef, mainBranchRef } from './main-branch.ts'
import { changed, newRepository, type Repository } from './repository.ts'
import { asRepositorySlug } from './slug.ts'
import * as store from './store.ts'
import type { RepositoryBody } from './view.ts'

const DEFAULT_BRANCH = 'main'

/** The project that the body names, or the oldest one; the caller must be let to create repositories in it. */
export async function projectFor(db: Db, workspace: Workspace, actor: Known, body: RepositoryBody): Promise<Project> {
  const named = body.project?.key ?? body.project?.uuid
  const project = named === undefined ? await projects.oldest(db, workspace) : await projects.seek(db, workspace, named)
  if (!project || (named !== undefined && (await rankOn(db, project, actor)) === 0)) {
    const complaint = named === undefined ? 'This workspace has no project yet.' : `Project ${named} not found.`
    throw new Invalid(`project: ${complaint}`, { fields: { project: [complaint] } })
  }
  if ((await rankOn(db, project, actor)) < neededFor('create-repo'))
    throw new Forbidden('You do not have permission to create repositories in this project.')
  return project
}

/** Git's part comes first: a row without a repository on disk would be a lie, a repository without a row is swept away. */
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
    withoutNulls(body),
  )
  const defaultBranch = body.mainbranch?.name ?? DEFAULT_BRANCH
  asBranchRef(defaultBranch)
  if (await store.has(database.reader, workspace, repository.slug)) throw store.taken()
  await git.create(repository.uuid, { defaultBranch })
  try {
    return await database.transact(tx => announce(tx, repository, actor))
  } catch (error) {
    await git.remove(repository.uuid)
    throw error
  }
}

async function announce(tx: Db, repository: Repository, actor: Known): Promise<Repository> {
  await store.create(tx, repository)
  await store.grantDefaults(tx, repository)
  await addDefaultEnvironments(tx, repository)
  await publish(tx, 'repo:created', { repository: repository.uuid, actor: actor.uuid })
  return repository
}

/** Changes what the body says; a new name gives a new slug, and the old address leads to the new one. */
export async function changeRepository(
  forge: Forge,
  actor: Known,
  repository: Repository,
  body: RepositoryBody,
): Promise<Repository> {
  const { database, git } = forge
  const moves = (body.project?.key ?? body.project?.uuid) !== undefined
  const project = moves ? await movedProject(database.reader, repository, actor, body) : repository.project
  const asked = changed(repository, withoutNulls(body), project, now())
  const branch = body.mainbranch?.name
  const head = branch === undefined ? undefined : await mainBranchRef({ git }, repository.uuid, branch)
  // An empty repository has no main branch yet, only the name of the one to come.
  const after = branch !== undefined && repository.mainBranch !== null ? { ...asked, mainBranch: branch } : asked
  await database.transact(async tx => {
    await store.save(tx, after, repository)
    await publish(tx, 'repo:updated', {
      repository: after.uuid,
      actor: actor.uuid,
      changes: differences(repository, after),
    })
  })
  // Last, so that HEAD stays where it was when the rest is refused.
  if (head !== undefined) await git.setHead(repository.uuid, head)
  return after
}

const movedProject = async (db: Db, repository: Repository, actor: Known, body: RepositoryBody) => {
  const named = (body.project?.key ?? body.project?.uuid) as string
  const project = await projects.seek(db, repository.workspace, named)
  return project?.uuid === repository.project.uuid
    ? repository.project
    : projectFor(db, repository.workspace, actor, body)
}

const SHOWN = ['name', 'slug', 'description', 'website', 'language'] as const

const differences = (before: Repository, after: Repository) =>
  Object.fromEntries(
    SHOWN.filter(name => before[name] !== after[name]).map(name => [name, { old: before[name], new: after[name] }]),
  )

/** The disk is freed by a job, so that neither a crash nor a git node that is away leaves the two at odds. */
export async function removeRepository(tx: Db, repository: Repository, actor: Known): Promise<void> {
  await store.remove(tx, repository)
  await publish(tx, 'repo:deleted', {
    repository: repository.uuid,
    actor: actor.uuid,
    name: repository.name,
    slug: repository.slug,
    workspace: repository.workspace.uuid,
  })
  await enqueue(tx, removeStorage, { storage: repository.uuid })
}

type Input = Parameters<typeof changed>[1]
const withoutNulls = ({ project: _, mainbranch: __, ...input }: RepositoryBody): Input => input as Input
