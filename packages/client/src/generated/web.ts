// Written by scripts/generate-client.ts from the operations: change those.
import type { Core } from '../core.ts'

export const web = (core: Core) => ({
  /** Take all files of a revision in one: `main.tar.gz`, `v1.0.zip`. `GET /{workspace}/{repo_slug}/get/{archive}` */
  archive: (at: { workspace: string; repo_slug: string; archive: string }) =>
    core.send<Blob | string>('GET', '/{workspace}/{repo_slug}/get/{archive}', at),
  /** Read a file. `GET /{workspace}/{repo_slug}/raw/{commit}/{path}` */
  raw: (at: { workspace: string; repo_slug: string; commit: string; path: string }) =>
    core.send<Blob | string>('GET', '/{workspace}/{repo_slug}/raw/{commit}/{path}', at),
  /** Lead from the address of a file for people to the one for programs. `GET /{workspace}/{repo_slug}/src/{commit}/{path}` */
  source: (at: { workspace: string; repo_slug: string; commit: string; path?: string | undefined }) =>
    core.send<void>('GET', '/{workspace}/{repo_slug}/src/{commit}/{path*}', at),
  /** Tell the go command where the code is, and lead everybody else to the repository. `GET /{workspace}/{repo_slug}` */
  repository: (at: { workspace: string; repo_slug: string }) =>
    core.send<string>('GET', '/{workspace}/{repo_slug}', at),
  /** Lead from the downloads for people to the list for programs. `GET /{workspace}/{repo_slug}/downloads` */
  downloads: (at: { workspace: string; repo_slug: string }) =>
    core.send<void>('GET', '/{workspace}/{repo_slug}/downloads', at),
  /** Lead to the content of a file, at an address that is good for a while and needs no credentials. `GET /{workspace}/{repo_slug}/downloads/{filename}` */
  download: (at: { workspace: string; repo_slug: string; filename: string }) =>
    core.send<void>('GET', '/{workspace}/{repo_slug}/downloads/{filename}', at),
})
