// Written by scripts/generate-client.ts from the operations: change those.
import type { Core, Filtered, Shown } from '../core.ts'
import type { Branch, Ref, Tag } from './schemas.ts'

export const refs = (core: Core) => ({
  /** List the branches and tags of a repository. `GET /2.0/repositories/{workspace}/{repo_slug}/refs` */
  list: (at: { workspace: string; repo_slug: string } & Filtered) =>
    core.list<Ref>('/2.0/repositories/{workspace}/{repo_slug}/refs', at),
  branches: {
    /** List the branches of a repository. `GET /2.0/repositories/{workspace}/{repo_slug}/refs/branches` */
    list: (at: { workspace: string; repo_slug: string } & Filtered) =>
      core.list<Branch>('/2.0/repositories/{workspace}/{repo_slug}/refs/branches', at),
    /** Create a branch at a commit. `POST /2.0/repositories/{workspace}/{repo_slug}/refs/branches` */
    create: (at: { workspace: string; repo_slug: string } & Shown, body: {
      name: string
      target: {
        hash: string
      }
    }) =>
      core.send<Branch>('POST', '/2.0/repositories/{workspace}/{repo_slug}/refs/branches', at, body),
    /** Show a branch. `GET /2.0/repositories/{workspace}/{repo_slug}/refs/branches/{name}` */
    get: (at: { workspace: string; repo_slug: string; name: string } & Shown) =>
      core.send<Branch>('GET', '/2.0/repositories/{workspace}/{repo_slug}/refs/branches/{name}', at),
    /** Delete a branch; the main branch stays. `DELETE /2.0/repositories/{workspace}/{repo_slug}/refs/branches/{name}` */
    delete: (at: { workspace: string; repo_slug: string; name: string }) =>
      core.send<void>('DELETE', '/2.0/repositories/{workspace}/{repo_slug}/refs/branches/{name}', at),
  },
  tags: {
    /** List the tags of a repository. `GET /2.0/repositories/{workspace}/{repo_slug}/refs/tags` */
    list: (at: { workspace: string; repo_slug: string } & Filtered) =>
      core.list<Tag>('/2.0/repositories/{workspace}/{repo_slug}/refs/tags', at),
    /** Create an annotated tag at a commit. `POST /2.0/repositories/{workspace}/{repo_slug}/refs/tags` */
    create: (at: { workspace: string; repo_slug: string } & Shown, body: {
      name: string
      target: {
        hash: string
      }
      message?: string | null | undefined
    }) =>
      core.send<Tag>('POST', '/2.0/repositories/{workspace}/{repo_slug}/refs/tags', at, body),
    /** Show a tag. `GET /2.0/repositories/{workspace}/{repo_slug}/refs/tags/{name}` */
    get: (at: { workspace: string; repo_slug: string; name: string } & Shown) =>
      core.send<Tag>('GET', '/2.0/repositories/{workspace}/{repo_slug}/refs/tags/{name}', at),
    /** Delete a tag. `DELETE /2.0/repositories/{workspace}/{repo_slug}/refs/tags/{name}` */
    delete: (at: { workspace: string; repo_slug: string; name: string }) =>
      core.send<void>('DELETE', '/2.0/repositories/{workspace}/{repo_slug}/refs/tags/{name}', at),
  },
})
