// Written by scripts/generate-client.ts from the operations: change those.
import type { Core, Listed } from '../core.ts'
import type { Download } from './schemas.ts'

export const downloads = (core: Core) => ({
  /** List the files that a repository offers beside its code, the newest first. `GET /2.0/repositories/{workspace}/{repo_slug}/downloads` */
  list: (at: { workspace: string; repo_slug: string } & Listed) =>
    core.list<Download>('/2.0/repositories/{workspace}/{repo_slug}/downloads', at),
  /** Offer files, each in the place of the one that has its name; all of them are offered at once, or none. `POST /2.0/repositories/{workspace}/{repo_slug}/downloads` */
  create: (at: { workspace: string; repo_slug: string }, body: FormData | URLSearchParams) =>
    core.send<void>('POST', '/2.0/repositories/{workspace}/{repo_slug}/downloads', at, body),
  /** Lead to the content of a file, at an address that is good for a while and needs no credentials. `GET /2.0/repositories/{workspace}/{repo_slug}/downloads/{filename}` */
  get: (at: { workspace: string; repo_slug: string; filename: string }) =>
    core.send<void>('GET', '/2.0/repositories/{workspace}/{repo_slug}/downloads/{filename}', at),
  /** Offer a file no longer. `DELETE /2.0/repositories/{workspace}/{repo_slug}/downloads/{filename}` */
  delete: (at: { workspace: string; repo_slug: string; filename: string }) =>
    core.send<void>('DELETE', '/2.0/repositories/{workspace}/{repo_slug}/downloads/{filename}', at),
})
