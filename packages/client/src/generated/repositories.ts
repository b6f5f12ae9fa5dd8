// Written by scripts/generate-client.ts from the operations: change those.
import type { Core, Filtered, Listed, Shown } from '../core.ts'
import type { Repository, User } from './schemas.ts'

export const repositories = (core: Core) => ({
  /**
   * List the repositories of all workspaces that the caller may see. `GET /2.0/repositories`
   * @deprecated
   */
  listAll: (at: { role?: 'owner' | 'admin' | 'contributor' | 'member' | undefined; after?: string | undefined } & Filtered = {}) =>
    core.list<Repository>('/2.0/repositories', at),
  /** List the repositories of a workspace. `GET /2.0/repositories/{workspace}` */
  list: (at: { workspace: string; role?: 'owner' | 'admin' | 'contributor' | 'member' | undefined } & Filtered) =>
    core.list<Repository>('/2.0/repositories/{workspace}', at),
  /** Show a repository. `GET /2.0/repositories/{workspace}/{repo_slug}` */
  get: (at: { workspace: string; repo_slug: string } & Shown) =>
    core.send<Repository>('GET', '/2.0/repositories/{workspace}/{repo_slug}', at),
  /** Create a repository under the slug in the address. `POST /2.0/repositories/{workspace}/{repo_slug}` */
  create: (at: { workspace: string; repo_slug: string } & Shown, body: {
    name?: string | undefined
    description?: string | null | undefined
    is_private?: boolean | undefined
    fork_policy?: 'allow_forks' | 'no_public_forks' | 'no_forks' | undefined
    language?: string | null | undefined
    website?: string | null | undefined
    has_issues?: boolean | undefined
    has_wiki?: boolean | undefined
    scm?: string | undefined
    project?: {
      key?: string | undefined
      uuid?: string | undefined
    } | null | undefined
    mainbranch?: {
      name: string
    } | null | undefined
  } = {}) =>
    core.send<Repository>('POST', '/2.0/repositories/{workspace}/{repo_slug}', at, body),
  /** Change a repository, or create it where there is none. `PUT /2.0/repositories/{workspace}/{repo_slug}` */
  update: (at: { workspace: string; repo_slug: string } & Shown, body: {
    name?: string | undefined
    description?: string | null | undefined
    is_private?: boolean | undefined
    fork_policy?: 'allow_forks' | 'no_public_forks' | 'no_forks' | undefined
    language?: string | null | undefined
    website?: string | null | undefined
    has_issues?: boolean | undefined
    has_wiki?: boolean | undefined
    scm?: string | undefined
    project?: {
      key?: string | undefined
      uuid?: string | undefined
    } | null | undefined
    mainbranch?: {
      name: string
    } | null | undefined
  } = {}) =>
    core.send<Repository>('PUT', '/2.0/repositories/{workspace}/{repo_slug}', at, body),
  /** Delete a repository; its forks stay. `DELETE /2.0/repositories/{workspace}/{repo_slug}` */
  delete: (at: { workspace: string; repo_slug: string; redirect_to?: string | undefined }) =>
    core.send<void>('DELETE', '/2.0/repositories/{workspace}/{repo_slug}', at),
  watchers: {
    /** List the accounts that watch a repository. `GET /2.0/repositories/{workspace}/{repo_slug}/watchers` */
    list: (at: { workspace: string; repo_slug: string } & Listed) =>
      core.list<User>('/2.0/repositories/{workspace}/{repo_slug}/watchers', at),
  },
})
