import { Forbidden, Invalid, invalid, NotFound } from '@pail/failures'
import type { Oid } from '@pail/git'
import { neededFor } from '../../auth/permissions.ts'
import type { Known } from '../../kernel/actor.ts'
import { Moved } from '../../kernel/failure.ts'
import type { Forge } from '../../kernel/forge.ts'
import { areKin } from '../commits/diff/store.ts'
import { tipIn } from '../refs/tip.ts'
import type { Repository } from '../repositories/repository.ts'
import { reach } from '../repositories/target.ts'
import type { PullRequestBody } from './input.ts'

/** A branch that is there, and its tip. */
export interface Tip {
  repository: Repository
  branch: string
  hash: Oid
}

/** Who asks, of which repository, with what rank there. */
export interface Asking {
  forge: Forge
  actor: Known
  on: Repository
  rank: number
}

/** The repository that the change comes from: this one for those who may write to it, or a fork that they may read. */
export async function sourceRepository(asking: Asking, body: PullRequestBody): Promise<Repository> {
  const { on, rank } = asking
  const named = await namedIn(asking, body)
  if (named.uuid !== on.uuid) return named
  if (rank >= neededFor('write')) return on
  throw new Forbidden('Access denied. You must have write or admin access.')
}

async function namedIn({ forge, actor, on }: Asking, { source }: PullRequestBody): Promise<Repository> {
  const { full_name, uuid } = source?.repository ?? {}
  const name = full_name ?? uuid
  if (name === undefined) return on
  const [workspace = '', slug = ''] = full_name === undefined ? ['{}', name] : name.split('/')
  const db = forge.database.reader
  const found = await follow({ workspace, repo_slug: slug })
  if (found.uuid === on.uuid) return on
  if (!(await areKin(db, on, found))) throw invalid('source', 'repositories do not belong to the same network of forks')
  return found

  async function follow(params: Readonly<Record<string, string>>): Promise<Repository> {
    try {
      return (await reach({ db, actor, params }, 'read')).repository
    } catch (failure) {
      if (failure instanceof Moved) return follow(failure.to)
      throw failure instanceof NotFound ? invalid('source', `repository not found: ${name}`) : failure
    }
  }
}

/** The branches of both sides; all that is missing is said at once. */
export async function tips(forge: Forge, source: Named, destination: Named): Promise<[Tip, Tip]> {
  const [from, to] = await Promise.all([standing(forge, source), standing(forge, destination)])
  if (from && to) return [from, to]
  const fields = {
    ...(!from && { source: [`branch not found: ${source.branch}`] }),
    ...(!to && { destination: [`branch not found: ${destination.branch}`] }),
  }
  const [[field, [complaint]], ...others] = Object.entries(fields) as [[string, [string]]]
  // Quirk: of two mistakes the message names none.
  throw new Invalid(others.length > 0 ? 'Bad request' : `${field}: ${complaint}`, { fields })
}

type Named = Pick<Tip, 'repository' | 'branch'>

async function standing(forge: Forge, named: Named): Promise<Tip | undefined> {
  const hash = await tipIn(forge, named.repository.uuid, named.branch)
  return hash && { ...named, hash }
}

/** Refuses what would bring nothing. */
export async function refuseNothing(forge: Forge, source: Tip, destination: Tip): Promise<void> {
  if (await brings(forge, source, destination)) return
  throw invalid('source', 'There are no changes to be pulled')
}

async function brings(forge: Forge, source: Tip, destination: Tip): Promise<boolean> {
  if (source.hash === destination.hash) return false
  const other = source.repository.uuid === destination.repository.uuid ? {} : { other: source.repository.uuid }
  const base = await forge.git.mergeBase(destination.repository.uuid, destination.hash, source.hash, other)
  return base !== source.hash
}
