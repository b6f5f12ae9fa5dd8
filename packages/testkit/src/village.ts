import { getRequestListener } from '@hono/node-server'
import { openApp } from '@pail/server/app'
import type { Db } from '@pail/server/db/tables/index'
import { gitDoors } from '@pail/server/git-doors/doors'
import type { Known } from '@pail/server/kernel/actor'
import { now } from '@pail/server/kernel/clock'
import type { Forge } from '@pail/server/kernel/forge'
import { makeProject } from '@pail/server/resources/projects/make'
import type { Project } from '@pail/server/resources/projects/project'
import { makeRepository } from '@pail/server/resources/repositories/make'
import type { Repository } from '@pail/server/resources/repositories/repository'
import { makeUser } from '@pail/server/resources/users/make'
import { issueToken } from '@pail/server/resources/users/tokens/make'
import type { User } from '@pail/server/resources/users/user'
import { makeWorkspace } from '@pail/server/resources/workspaces/make'
import * as workspaces from '@pail/server/resources/workspaces/store'
import type { Workspace } from '@pail/server/resources/workspaces/workspace'
import { type Caller, caller } from './caller.ts'
import { openTestForge } from './forge.ts'
import { listen } from './listen.ts'

/**
 * The fixed small world of the tests: ada owns the workspace `acme`, bob may write to its project `SITE`, eve lives
 * elsewhere, and root runs the installation. `acme/site` is public, `acme/vault` private; both are empty.
 */
export interface Village {
  forge: Forge
  users: Record<'ada' | 'bob' | 'eve' | 'root', User>
  acme: Workspace
  project: Project
  site: Repository
  vault: Repository
  ada: Caller
  bob: Caller
  eve: Caller
  root: Caller
  stranger: Caller
  fetch(request: Request): Response | Promise<Response>
  /** The person with a token that has just these scopes. */
  as(name: keyof Village['users'], scopes: readonly string[]): Promise<Caller>
  /** A fresh secret for the doors that take one. */
  secret(name: keyof Village['users'], scopes?: readonly string[]): Promise<string>
  /** Where git finds a repository, with the person's credentials in the address; a server listens from the first use on. */
  remote(fullName: string, name?: keyof Village['users']): Promise<string>
  /** Keys of the events that were announced since the last call, in order. */
  events(): Promise<string[]>
  /** Lets the worker do everything that is due. */
  work(): Promise<void>
  close(): Promise<void>
}

export async function openVillage(settings: Record<string, string> = {}): Promise<Village> {
  const forge = await openTestForge(settings)
  const people = await forge.database.transact(settle)
  const { users, acme, project } = people
  const as = (user: User): Known => ({
    ...user,
    credential: { uuid: '', kind: 'api_token', scopes: ['*'], granted: new Set(['*']) },
  })
  const body = { project: { key: project.key } }
  const site = await makeRepository(forge, as(users.ada), acme, 'site', { ...body, is_private: false })
  const vault = await makeRepository(forge, as(users.ada), acme, 'vault', { ...body, is_private: true })
  const app = await openApp(forge)
  const secret = (name: keyof Village['users'], scopes: readonly string[] = ['*']) =>
    forge.database
      .transact(tx => issueToken(tx, users[name], { kind: 'api_token', name: 'test', scopes }))
      .then(token => token.secret)
  const speak = async (name: keyof Village['users'], scopes?: readonly string[]) =>
    caller(app.fetch, await secret(name, scopes))
  let seen = await newest(forge)
  let door: ReturnType<typeof listen> | undefined
  const passages = gitDoors(forge)
  const enter = getRequestListener(app.fetch, { overrideGlobalObjects: false })
  return {
    forge,
    ...people,
    site,
    vault,
    ada: await speak('ada'),
    bob: await speak('bob'),
    eve: await speak('eve'),
    root: await speak('root'),
    stranger: caller(app.fetch),
    fetch: app.fetch,
    as: speak,
    secret,
    async remote(fullName, name = 'ada') {
      door ??= listen((request, response) => void (passages(request, response) || enter(request, response)))
      const { host } = new URL((await door).origin)
      return `http://x-token-auth:${await secret(name)}@${host}/${fullName}.git`
    },
    async events() {
      const rows = await forge.database.reader
        .selectFrom('events')
        .where('id', '>', seen)
        .orderBy('id')
        .select(['id', 'key'])
        .execute()
      seen = rows.at(-1)?.id ?? seen
      return rows.map(row => row.key)
    },
    work: () => app.worker.drain(),
    async close() {
      await (await door)?.close()
      await app.close()
    },
  }
}

async function settle(tx: Db) {
  const person = (username: string, display_name: string, is_admin = false) =>
    makeUser(tx, { username, display_name, is_admin, email: `${username}@example.com` })
  const users = {
    ada: await person('ada', 'Ada'),
    bob: await person('bob', 'Bob'),
    eve: await person('eve', 'Eve'),
    root: await person('root', 'Root', true),
  }
  const acme = await makeWorkspace(tx, { slug: 'acme', name: 'Acme' }, users.ada)
  await workspaces.join(tx, acme, users.bob.uuid, 'member', now())
  await makeWorkspace(tx, { slug: 'elsewhere', name: 'Elsewhere', is_private: true }, users.eve)
  const project = await makeProject(tx, acme, { key: 'SITE', name: 'Site' })
  const grant = {
    resource_uuid: project.uuid,
    resource_kind: 'project',
    grantee_uuid: users.bob.uuid,
    grantee_kind: 'user',
  } as const
  await tx
    .insertInto('grants')
    .values({ ...grant, permission: 'write', created_on: now() })
    .execute()
  return { users, acme, project }
}

const newest = async (forge: Forge): Promise<string> =>
  (await forge.database.reader.selectFrom('events').orderBy('id', 'desc').limit(1).select('id').executeTakeFirst())
    ?.id ?? ''
