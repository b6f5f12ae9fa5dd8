import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { explain, fullScans } from '@pail/db/testing'
import { parseQuery, parseSort } from '@pail/query-language'
import { openVillage } from '@pail/testkit'
import { type Compilable, sql } from 'kysely'
import type { Db, GrantRow, RepositoryRow } from '../../db/tables/index.ts'
import type { Actor, Known } from '../../kernel/actor.ts'
import { now } from '../../kernel/clock.ts'
import { makeProject } from '../projects/make.ts'
import { makeGroup } from '../workspaces/groups/change.ts'
import { allowed, isFew } from './allowed.ts'
import { finding } from './listing.ts'

const HELD = 3000
const OPEN = 3

const village = await openVillage()
after(() => village.close())
const { forge, acme, users, ada, bob, eve } = village
const { reader } = forge.database
const all = '/2.0/repositories/acme'

before(async () => {
  await forge.database.transact(fill)
  // Its planner guesses at tables that it has not looked at, and would look at these some minutes later by itself.
  if (forge.database.dialect === 'postgres') await sql`analyze`.execute(forge.database.writer)
})

/** Two projects with half of the repositories each; bob's rights on one and on a repository come by grant and group. */
async function fill(tx: Db): Promise<void> {
  const model = await tx.selectFrom('repositories').where('slug', '=', 'vault').selectAll().executeTakeFirstOrThrow()
  const even = await makeProject(tx, acme, { key: 'EVEN', name: 'Even' })
  const odd = await makeProject(tx, acme, { key: 'ODD', name: 'Odd' })
  const rows = Array.from({ length: HELD }, (_, i) => repository(model, i, i % 2 ? odd.uuid : even.uuid))
  for (let i = 0; i < HELD; i += 500)
    await tx
      .insertInto('repositories')
      .values(rows.slice(i, i + 500))
      .execute()
  const group = await makeGroup(tx, acme, 'Readers')
  await tx.insertInto('group_members').values({ group_uuid: group.uuid, user_uuid: users.bob.uuid }).execute()
  await grant(tx, { resource_uuid: even.uuid, resource_kind: 'project', grantee_uuid: group.uuid })
  await grant(tx, { resource_uuid: rows[1]!.uuid, resource_kind: 'repository', grantee_uuid: users.bob.uuid })
}

const at = (i: number) => new Date(Date.UTC(2020, 0, 1) + i * 1000).toISOString()

const repository = (model: RepositoryRow, i: number, project_uuid: string): RepositoryRow => ({
  ...model,
  uuid: randomUUID(),
  slug: `r${i}`,
  name: `Repository ${i}`,
  project_uuid,
  is_private: i % (HELD / OPEN) === 3 ? 0 : 1,
  created_on: at(i),
  updated_on: at((i * 7919) % HELD),
})

const grant = (tx: Db, what: Pick<GrantRow, 'resource_uuid' | 'resource_kind' | 'grantee_uuid'>) =>
  tx
    .insertInto('grants')
    .values({ ...what, grantee_kind: 'group', permission: 'read', created_on: now() })
    .execute()

const as = (name: keyof typeof users): Actor => ({ ...users[name] }) as object as Known

interface Asked {
  q?: string
  sort?: string
  role?: string
}

/** The plans of the page and of its count. */
async function plans(actor: Actor, { q = '', sort = '', role }: Asked): Promise<string> {
  const query = await finding(reader, actor, { workspace: acme, role }, { query: parseQuery(q), sort: parseSort(sort) })
  const counting = query
    .clearSelect()
    .clearOrderBy()
    .select(eb => eb.fn.countAll().as('size'))
  const both: Compilable[] = [query.limit(50), counting]
  return (await Promise.all(both.map(one => explain(forge.database, one)))).join('\n')
}

const found = async (caller: typeof ada, query: string) => {
  const { status, body } = await caller.get(`${all}?${query}`)
  assert.equal(status, 200, JSON.stringify(body))
  return { size: body.size, slugs: body.values.map((one: { slug: string }) => one.slug) as string[] }
}

test('the newest of a project are found without reading or sorting the others', async () => {
  const plan = await plans(as('ada'), { q: 'project.key = "ODD"', sort: '-updated_on' })
  assert.deepEqual(fullScans(plan), [])
  assert.match(plan, /repositories_updated_in_project/)
  assert.doesNotMatch(plan, /TEMP B-TREE|Sort/)
})

test('the default order of an owner follows an index', async () => {
  const plan = await plans(as('ada'), {})
  assert.deepEqual(fullScans(plan), [])
  assert.doesNotMatch(plan, /TEMP B-TREE|Sort/)
})

test('the newest of everything follow an index too', async () => {
  const plan = await plans(as('ada'), { sort: '-updated_on' })
  assert.deepEqual(fullScans(plan), [])
  assert.match(plan, /repositories_updated/)
  assert.doesNotMatch(plan, /TEMP B-TREE|Sort/)
})

test('what a member sees is found from the grants, and not by going through the workspace', async () => {
  const { set } = await allowed(reader, as('bob'), { workspace: acme })
  assert.ok(set && (await isFew(reader, set)))
  const plan = await plans(as('bob'), { sort: '-updated_on' })
  assert.deepEqual(fullScans(plan), [])
  assert.doesNotMatch(plan, /repositories_updated\b/)
})

test('a project that a member asks for is found by its index', async () => {
  const plan = await plans(as('bob'), { q: 'project.key = "EVEN"', sort: '-updated_on' })
  assert.deepEqual(fullScans(plan), [])
  assert.match(plan, /repositories_updated_in_project/)
})

test('a role is found from the grants', async () => {
  assert.deepEqual(fullScans(await plans(as('bob'), { role: 'member' })), [])
})

test('a full name is found by its slug', async () => {
  const plan = await plans(as('ada'), { q: 'full_name = "acme/r7" and is_private = true' })
  assert.deepEqual(fullScans(plan), [])
  assert.match(plan, /slug/)
})

test('strangers are shown nothing that is private, whatever they ask', async () => {
  assert.equal((await found(eve, 'pagelen=100')).size, OPEN + 1)
  assert.equal((await found(eve, `q=${encodeURIComponent('is_private = true')}`)).size, 0)
  assert.equal((await found(eve, `q=${encodeURIComponent('full_name = "acme/r7"')}`)).size, 0)
  assert.equal((await found(eve, `q=${encodeURIComponent('project.key = "EVEN"')}`)).size, 0)
  assert.equal((await found(eve, 'role=member')).size, 0)
})

test('a member sees what is public and what was granted, each once', async () => {
  const { size } = await found(bob, 'pagelen=100')
  assert.equal(size, HELD / 2 + OPEN + 1 + 2)
  assert.equal((await found(bob, 'role=member')).size, HELD / 2 + 1 + 2)
  assert.equal((await found(bob, 'role=contributor')).size, 2)
  assert.equal((await found(bob, 'role=owner')).size, 0)
  assert.equal((await found(ada, 'role=owner')).size, HELD + 2)
})

test('both ways of finding what a member sees find the same', async () => {
  const gathered = await found(bob, 'pagelen=100&sort=-updated_on&page=3')
  const { filter } = await allowed(reader, as('bob'), { workspace: acme })
  const rows = await reader
    .selectFrom('repositories')
    .where(eb => eb.and([eb('workspace_uuid', '=', acme.uuid), ...filter]))
    .orderBy('updated_on', 'desc')
    .orderBy('uuid', 'desc')
    .select('slug')
    .limit(100)
    .offset(200)
    .execute()
  assert.deepEqual(
    gathered.slugs,
    rows.map(row => row.slug),
  )
})

test('a page is in the order that was asked for', async () => {
  const { slugs, size } = await found(ada, `pagelen=3&q=${encodeURIComponent('project.key = "ODD"')}&sort=-created_on`)
  assert.deepEqual(slugs, ['r2999', 'r2997', 'r2995'])
  assert.equal(size, HELD / 2)
  assert.deepEqual((await found(ada, 'pagelen=3&page=2')).slugs, ['r3', 'r4', 'r5'])
})
