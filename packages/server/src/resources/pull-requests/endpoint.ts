import type { Oid } from '@pail/git'
import type { Showing } from '../../kernel/present.ts'
import { embed, text, untyped, type View } from '../../kernel/view.ts'
import { commitNameView } from '../commits/view.ts'
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
}

const SHORT = 12

/** Quirk: pull requests show no more of a hash than this. */
export const short = (hash: string): string => hash.slice(0, SHORT)

const branchNameView = untyped<string>('pullrequest_endpoint_branch', { name: text(name => name) })

export const endpointView: View<Endpoint> = untyped<Endpoint>('pullrequest_endpoint', {
  branch: embed(
    () => branchNameView,
    e => e.branch,
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
