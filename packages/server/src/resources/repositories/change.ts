import type { Db } from '../../db/tables/index.ts'
import type { Known } from '../../kernel/actor.ts'
import { now } from '../../kernel/clock.ts'
import { publish } from '../../kernel/events.ts'
import type { Forge } from '../../kernel/forge.ts'
import * as projects from '../projects/store.ts'
import { refuseDisclosure } from './disclosure.ts'
import { mainBranchRef } from './main-branch.ts'
import { inputOf, projectFor, refuseMisfit } from './make.ts'
import { changed, type Repository } from './repository.ts'
import * as store from './store.ts'
import type { RepositoryBody } from './view.ts'

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
  const asked = changed(repository, inputOf(body), project, now())
  const branch = body.mainbranch?.name
  const head = branch === undefined ? undefined : await mainBranchRef({ git }, repository.uuid, branch)
  // An empty repository has no main branch yet, only the name of the one to come.
  const after = branch !== undefined && repository.mainBranch !== null ? { ...asked, mainBranch: branch } : asked
  await database.transact(async tx => {
    await refuseMisfit(tx, after)
    if (repository.isPrivate) await refuseDisclosure(tx, after)
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
