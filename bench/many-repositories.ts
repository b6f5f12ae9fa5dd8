import { randomUUID } from 'node:crypto'
import { openSqlite } from '@pail/db'
import type { Db, Tables } from '@pail/server/db/tables/index'
import type { Known } from '@pail/server/kernel/actor'
import { makeProject } from '@pail/server/resources/projects/make'
import type { Project } from '@pail/server/resources/projects/project'
import { newRepository } from '@pail/server/resources/repositories/repository'
import { toRow } from '@pail/server/resources/repositories/row'
import { makeUser } from '@pail/server/resources/users/make'
import { issueToken } from '@pail/server/resources/users/tokens/make'
import { enter } from '@pail/server/resources/workspaces/store'
import type { Workspace } from '@pail/server/resources/workspaces/workspace'

/** A workspace with very many repositories in a hundred projects, and somebody who was granted three of these. */
export interface ManyRepositories {
  workspace: Workspace
  project: Project
  member: Known & { secret: string }
}

const PROJECTS = 100
const AT_ONCE = 500
const LANGUAGES = ['', 'c', 'go', 'java', 'python', 'typescript']

/** Fills the workspace `demo` of a forge that is not being served. */
export async function fill(file: string, count: number): Promise<ManyRepositories> {
  const database = openSqlite<Tables>(file)
  const { workspace } = (await enter(database.reader, 'demo', ''))!
  const { projects, member } = await database.transact(async tx => {
    const projects: Project[] = []
    for (let number = 0; number < PROJECTS; number++)
      projects.push(await makeProject(tx, workspace, { key: `P${number}`, name: `Project ${number}` }))
    return { projects, member: await makeMember(tx, projects.slice(5, 8)) }
  })
  for (let number = 0; number < count; number += AT_ONCE)
    await database.transact(tx =>
      tx
        .insertInto('repositories')
        .values(rows(projects, number, count))
        .execute(),
    )
  await database.close()
  return { workspace, project: projects[7]!, member }
}

function rows(projects: readonly Project[], from: number, count: number) {
  return Array.from({ length: Math.min(AT_ONCE, count - from) }, (_, place) => {
    const number = from + place
    const project = projects[number % PROJECTS]!
    const slug = `repository-${number}`
    const made = newRepository({ uuid: randomUUID(), slug, project, createdOn: day(number) }, {})
    // Changed in an order that has nothing to do with the one they were made in.
    const updatedOn = day((number * 7919) % count)
    return toRow({ ...made, updatedOn, size: (number * 6007) % 1_000_003, language: LANGUAGES[number % 6]! })
  })
}

const day = (minute: number) => new Date(Date.UTC(2020, 0, 1) + minute * 60_000).toISOString()

async function makeMember(tx: Db, projects: readonly Project[]): Promise<ManyRepositories['member']> {
  const user = await makeUser(tx, { username: 'member', email: 'member@example.com' })
  const { secret, ...token } = await issueToken(tx, user, {
    kind: 'api_token',
    name: 'bench',
    scopes: ['repository', 'project'],
  })
  for (const { uuid, createdOn } of projects) {
    const grant = { resource_uuid: uuid, resource_kind: 'project', created_on: createdOn } as const
    const read = { grantee_uuid: user.uuid, grantee_kind: 'user', permission: 'read' } as const
    await tx
      .insertInto('grants')
      .values({ ...grant, ...read })
      .execute()
  }
  const credential = {
    uuid: token.uuid,
    kind: 'api_token',
    scopes: token.scopes,
    granted: new Set(token.scopes),
  } as const
  return { ...user, credential, secret }
}
