// Written by scripts/generate-client.ts from the operations: change those.
import type { Core, Filtered, Shown } from '../core.ts'
import type { PathVersion, Treeentry } from './schemas.ts'

export const source = (core: Core) => ({
  /** Lead to the files of the main branch, or of another revision. `GET /2.0/repositories/{workspace}/{repo_slug}/src` */
  root: (at: { workspace: string; repo_slug: string; format?: 'meta' | undefined; at?: string | undefined } & Shown) =>
    core.send<Treeentry>('GET', '/2.0/repositories/{workspace}/{repo_slug}/src', at),
  /** Read a file, or list a folder. `GET /2.0/repositories/{workspace}/{repo_slug}/src/{commit}/{path}` */
  get: (at: { workspace: string; repo_slug: string; commit: string; path?: string | undefined; format?: 'meta' | 'rendered' | undefined; max_depth?: number | undefined } & Filtered) =>
    core.send<{ values: Treeentry[]; next?: string } | Blob | string>('GET', '/2.0/repositories/{workspace}/{repo_slug}/src/{commit}/{path*}', at),
  /** List the commits that changed a file, with its name and size in each. `GET /2.0/repositories/{workspace}/{repo_slug}/filehistory/{commit}/{path}` */
  history: (at: { workspace: string; repo_slug: string; commit: string; path: string; renames?: string | undefined } & Filtered) =>
    core.list<PathVersion>('/2.0/repositories/{workspace}/{repo_slug}/filehistory/{commit}/{path}', at),
  /** Commit files that are sent, and delete others. `POST /2.0/repositories/{workspace}/{repo_slug}/src` */
  commit: (at: { workspace: string; repo_slug: string; message?: string | undefined; author?: string | undefined; parents?: string | undefined; files?: string[] | undefined; branch?: string | undefined }, body: FormData | URLSearchParams) =>
    core.send<void>('POST', '/2.0/repositories/{workspace}/{repo_slug}/src', at, body),
})
