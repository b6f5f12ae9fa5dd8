import type { Oid } from '@pail/git'
import { Type } from 'typebox'
import type { Showing } from '../../kernel/present.ts'
import { embed, onRequest, text, untyped, type View } from '../../kernel/view.ts'
import { commitNameView } from '../commits/view.ts'
import { DEFAULT_MERGE_STRATEGY, MERGE_STRATEGIES } from '../refs/merge-strategies.ts'
import type { Repository } from '../repositories/repository.ts'
import { visibleByUuids } from '../repositories/store.ts'
import { repositoryView } from '../repositories/view.ts'

/** One side of a pull request. */
export interface Endpoint {
  /** The destination's repository, which holds the commits of both sides. */
  repository: Repository
  /** Of this side; null when it is gone. */
  repositoryUuid: string | null
  branch: string
  hash: Oid
  /** How it can be merged is said of the branch that it goes into. */
  isDestination?: boolean
}

const SHORT = 12

/** Quirk: pull requests show no more of a hash than this. */
export const short = (hash: string): string => hash.slice(0, SHORT)

const branchView = untyped<Endpoint>('pullrequest_endpoint_branch', {
  name: text(e => e.branch),
  merge_strategies: onRequest.value(Type.Array(Type.String({ enum: [...MERGE_STRATEGIES] })), e =>
    e.isDestination ? MERGE_STRATEGIES : undefined,
  ),
  default_merge_strategy: onRequest.choice(MERGE_STRATEGIES, e =>
    e.isDestination ? DEFAULT_MERGE_STRATEGY : undefined,
  ),
})

export const endpointView: View<Endpoint> = untyped<Endpoint>('pullrequest_endpoint', {
  branch: embed(
    () => branchView,
    e => e,
  ),
  commit: embed(
    () => commitNameView,
    (e, showing) =>
      there(e, showing, repository => ({ repository: repository ?? e.repository, hash: short(e.hash) as Oid })),
  ),
  repository: embed(
    () => repositoryView,
    (e, showing) => there(e, showing, repository => repository ?? null),
  ),
})

/** A fork that the caller may not see is as good as gone. */
function there<T>(
  { repository, repositoryUuid }: Endpoint,
  { load }: Showing,
  read: (found: Repository | undefined) => T,
): T | Promise<T> {
  if (repositoryUuid === null) return read(undefined)
  if (repositoryUuid === repository.uuid) return read(repository)
  return load(visibleByUuids, repositoryUuid).then(read)
}
