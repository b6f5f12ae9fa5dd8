import { NotFound } from '@pail/failures'
import type { Oid } from '@pail/git'
import type { Db } from '../../../db/tables/index.ts'
import type { Actor } from '../../../kernel/actor.ts'
import { Moved } from '../../../kernel/failure.ts'
import type { Forge } from '../../../kernel/forge.ts'
import type { Repository } from '../../repositories/repository.ts'
import { HIDDEN, reach } from '../../repositories/target.ts'
import { findAll } from '../revision.ts'
import type { Side } from './spec.ts'
import { areKin } from './store.ts'

/** Who asks, and in which repository: what every comparison begins with. */
export interface Asking {
  forge: Forge
  db: Db
  actor: Actor
  on: Repository
  signal: AbortSignal
}

/** A commit that one side names, and the repository in which it was found. */
export interface End {
  repository: Repository
  oid: Oid
}

/** What the sides name, each looked for among what its own repository shows. */
export async function ends(asking: Asking, sides: readonly Side[]): Promise<End[]> {
  const { forge, signal } = asking
  const repositories = await Promise.all(sides.map(side => repositoryOf(asking, side)))
  const found = new Map<Repository, Oid[]>()
  for (const repository of new Set(repositories)) {
    const texts = sides.filter((_, at) => repositories[at] === repository).map(({ revision }) => revision)
    found.set(
      repository,
      (await findAll(forge, repository, texts, signal)).map(({ oid }) => oid),
    )
  }
  return repositories.map(repository => ({ repository, oid: found.get(repository)!.shift()! }))
}

/** One that is not of the same network of forks is as hidden as one that the caller may not see. */
async function repositoryOf({ db, actor, on }: Asking, { repository }: Side): Promise<Repository> {
  if (!repository) return on
  const named = await follow({ workspace: repository.workspace, repo_slug: repository.slug })
  if (!(await areKin(db, on, named))) throw new NotFound(HIDDEN)
  return named.uuid === on.uuid ? on : named

  async function follow(params: Readonly<Record<string, string>>): Promise<Repository> {
    try {
      return (await reach({ db, actor, params }, 'read')).repository
    } catch (failure) {
      if (failure instanceof Moved) return follow(failure.to)
      throw failure
    }
  }
}
