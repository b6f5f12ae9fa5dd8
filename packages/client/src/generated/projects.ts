// Written by scripts/generate-client.ts from the operations: change those.
import type { Core, Filtered, Shown } from '../core.ts'
import type { Project } from './schemas.ts'

export const projects = (core: Core) => ({
  /** List the projects of a workspace that the caller may see. `GET /2.0/workspaces/{workspace}/projects` */
  list: (at: { workspace: string } & Filtered) =>
    core.list<Project>('/2.0/workspaces/{workspace}/projects', at),
  /** Create a project. `POST /2.0/workspaces/{workspace}/projects` */
  create: (at: { workspace: string } & Shown, body: {
    key: string
    name: string
    description?: string | null | undefined
    is_private?: boolean | undefined
    links?: {
      avatar: {
        href: string
      }
    } | undefined
  }) =>
    core.send<Project>('POST', '/2.0/workspaces/{workspace}/projects', at, body),
  /** Show a project. `GET /2.0/workspaces/{workspace}/projects/{project_key}` */
  get: (at: { workspace: string; project_key: string } & Shown) =>
    core.send<Project>('GET', '/2.0/workspaces/{workspace}/projects/{project_key}', at),
  /** Change a project, or create it where there is none. `PUT /2.0/workspaces/{workspace}/projects/{project_key}` */
  update: (at: { workspace: string; project_key: string } & Shown, body: {
    key?: string | undefined
    name?: string | undefined
    description?: string | null | undefined
    is_private?: boolean | undefined
    links?: {
      avatar: {
        href: string
      }
    } | undefined
  } = {}) =>
    core.send<Project>('PUT', '/2.0/workspaces/{workspace}/projects/{project_key}', at, body),
  /** Delete a project that holds no repositories. `DELETE /2.0/workspaces/{workspace}/projects/{project_key}` */
  delete: (at: { workspace: string; project_key: string }) =>
    core.send<void>('DELETE', '/2.0/workspaces/{workspace}/projects/{project_key}', at),
})
