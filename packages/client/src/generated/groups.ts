// Written by scripts/generate-client.ts from the operations: change those.
import type { Core, Shown } from '../core.ts'
import type { V1Group, V1User } from './schemas.ts'

export const groups = (core: Core) => ({
  /** List the groups named as workspace/group in one or more `group` parameters. `GET /1.0/groups` */
  listNamed: (at: { group?: string[] | undefined } & Shown = {}) =>
    core.send<V1Group[]>('GET', '/1.0/groups', at),
  /** List the groups of a workspace; those who are not its owners see the groups they are in. `GET /1.0/groups/{workspace}` */
  list: (at: { workspace: string } & Shown) =>
    core.send<V1Group[]>('GET', '/1.0/groups/{workspace}', at),
  /** Make a group of this name. `POST /1.0/groups/{workspace}` */
  create: (at: { workspace: string } & Shown, body: {
    name: string
  }) =>
    core.send<V1Group>('POST', '/1.0/groups/{workspace}', at, body),
  /** Show a group. `GET /1.0/groups/{workspace}/{group_slug}` */
  get: (at: { workspace: string; group_slug: string } & Shown) =>
    core.send<V1Group>('GET', '/1.0/groups/{workspace}/{group_slug}', at),
  /** Rename a group, or set what it gets on new repositories; its slug stays. `PUT /1.0/groups/{workspace}/{group_slug}` */
  update: (at: { workspace: string; group_slug: string } & Shown, body: {
    name?: string | undefined
    permission?: 'read' | 'write' | 'admin' | 'none' | null | undefined
    auto_add?: boolean | undefined
    email_forwarding_disabled?: boolean | undefined
  } = {}) =>
    core.send<V1Group>('PUT', '/1.0/groups/{workspace}/{group_slug}', at, body),
  /** Delete a group with everything granted to it. `DELETE /1.0/groups/{workspace}/{group_slug}` */
  delete: (at: { workspace: string; group_slug: string }) =>
    core.send<void>('DELETE', '/1.0/groups/{workspace}/{group_slug}', at),
  members: {
    /** List the people in a group. `GET /1.0/groups/{workspace}/{group_slug}/members` */
    list: (at: { workspace: string; group_slug: string } & Shown) =>
      core.send<V1User[]>('GET', '/1.0/groups/{workspace}/{group_slug}/members', at),
    /** Put a person into a group. `PUT /1.0/groups/{workspace}/{group_slug}/members/{member}` */
    put: (at: { workspace: string; group_slug: string; member: string } & Shown) =>
      core.send<V1User>('PUT', '/1.0/groups/{workspace}/{group_slug}/members/{member}', at),
    /** Take a person out of a group. `DELETE /1.0/groups/{workspace}/{group_slug}/members/{member}` */
    delete: (at: { workspace: string; group_slug: string; member: string }) =>
      core.send<void>('DELETE', '/1.0/groups/{workspace}/{group_slug}/members/{member}', at),
  },
})
