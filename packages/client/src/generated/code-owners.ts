// Written by scripts/generate-client.ts from the operations: change those.
import type { Core, Shown } from '../core.ts'
import type { CodeOwners } from './schemas.ts'

export const codeOwners = (core: Core) => ({
  /** Show who owns what at a commit, and what is wrong with the file that says so; or who owns one path. `GET /pail/1/repositories/{workspace}/{repo_slug}/code-owners/{revision}` */
  get: (at: { workspace: string; repo_slug: string; revision: string; path?: string | undefined } & Shown) =>
    core.send<CodeOwners>('GET', '/pail/1/repositories/{workspace}/{repo_slug}/code-owners/{revision}', at),
})
